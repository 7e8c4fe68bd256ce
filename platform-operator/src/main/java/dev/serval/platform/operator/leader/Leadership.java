package dev.serval.platform.operator.leader;

import dev.serval.platform.operator.settings.OperatorConfig;
import io.javaoperatorsdk.operator.api.config.LeaderElectionConfiguration;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/// One operator reconciles at a time, the one that holds a lease in the operator's namespace.
class Leadership {
    private static final String LEASE = "serval-operator";

    @Produces
    @Singleton
    LeaderElectionConfiguration election(OperatorConfig config) {
        return new LeaderElectionConfiguration(LEASE, config.namespace());
    }
}
