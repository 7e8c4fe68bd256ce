package dev.serval.it;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.extension.ExtendWith;

/// Checks on a real cluster: see [ClusterSetup] for where that is. They come after all others, for
/// a cluster takes a share of the machine.
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(ClusterSetup.class)
@Order(OnCluster.LAST)
@interface OnCluster {
    /// After all checks but those that look back at them.
    int LAST = Integer.MAX_VALUE - 1;
}
