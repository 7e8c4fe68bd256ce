package dev.serval.platform.local.routing;

import dev.serval.platform.plan.service.ComponentKind;
import java.time.Duration;
import java.util.List;

/// How a component is reached.
///
/// @param workload its name, which its own host begins with: `iris-predictor`
/// @param shares its revisions; none of them before the first is started
/// @param timeout how long a call may take, waiting included
public record ComponentRoute(
        ComponentKind kind, String workload, List<RevisionShare> shares, Duration timeout) {
    public ComponentRoute {
        shares = List.copyOf(shares);
    }
}
