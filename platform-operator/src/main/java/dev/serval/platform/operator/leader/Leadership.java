package dev.serval.platform.operator.leader;

import dev.serval.platform.operator.settings.OperatorConfig;
import io.fabric8.kubernetes.client.extended.leaderelection.LeaderCallbacks;
import io.javaoperatorsdk.operator.api.config.LeaderElectionConfiguration;
import io.quarkus.runtime.Quarkus;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import org.jboss.logging.Logger;

/// One operator reconciles at a time, the one that holds a lease in the operator's namespace. One
/// that loses it ends in order, to be started anew; the SDK's own exit would wait for the shutdown
/// of which it is part.
class Leadership {
    private static final Logger LOG = Logger.getLogger(Leadership.class);
    private static final String LEASE = "serval-operator";
    private static final int LOST = 1;

    @Produces
    @Singleton
    LeaderElectionConfiguration election(OperatorConfig config) {
        return new LeaderElectionConfiguration(
                LEASE,
                config.namespace(),
                LeaderElectionConfiguration.LEASE_DURATION_DEFAULT_VALUE,
                LeaderElectionConfiguration.RENEW_DEADLINE_DEFAULT_VALUE,
                LeaderElectionConfiguration.RETRY_PERIOD_DEFAULT_VALUE,
                null,
                new LeaderCallbacks(
                        () -> LOG.info("This operator reconciles"),
                        () -> Quarkus.asyncExit(LOST),
                        leader -> LOG.infof("%s reconciles", leader)),
                false);
    }
}
