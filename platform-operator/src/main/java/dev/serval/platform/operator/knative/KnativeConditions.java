package dev.serval.platform.operator.knative;

import dev.serval.platform.plan.status.Readiness;
import dev.serval.platform.plan.status.Readiness.Truth;
import io.fabric8.knative.internal.networking.v1alpha1.Ingress;
import io.fabric8.knative.pkg.apis.Condition;
import io.fabric8.knative.serving.v1.Service;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The conditions of one of Knative's objects.
final class KnativeConditions {
    /// Knative's word for what it has yet to look at since the last change.
    private static final String OUT_OF_DATE = "OutOfDate";

    private final List<Condition> conditions;
    private final boolean isCurrent;

    KnativeConditions(Service service) {
        this(
                service.getStatus() == null ? List.of() : service.getStatus().getConditions(),
                service.getMetadata(),
                service.getStatus() == null ? null : service.getStatus().getObservedGeneration());
    }

    KnativeConditions(Ingress route) {
        this(
                route.getStatus() == null ? List.of() : route.getStatus().getConditions(),
                route.getMetadata(),
                route.getStatus() == null ? null : route.getStatus().getObservedGeneration());
    }

    private KnativeConditions(
            List<Condition> conditions, ObjectMeta metadata, @Nullable Long observedGeneration) {
        this.conditions = conditions;
        this.isCurrent = Objects.equals(metadata.getGeneration(), observedGeneration);
    }

    Readiness readiness(String type) {
        if (!isCurrent) {
            return Readiness.UNKNOWN;
        }
        return conditions.stream()
                .filter(condition -> type.equals(condition.getType()))
                .filter(condition -> !OUT_OF_DATE.equals(condition.getReason()))
                .findFirst()
                .map(KnativeConditions::readiness)
                .orElse(Readiness.UNKNOWN);
    }

    private static Readiness readiness(Condition condition) {
        Truth truth =
                switch (condition.getStatus()) {
                    case "True" -> Truth.TRUE;
                    case "False" -> Truth.FALSE;
                    default -> Truth.UNKNOWN;
                };
        return new Readiness(truth, condition.getReason(), condition.getMessage());
    }
}
