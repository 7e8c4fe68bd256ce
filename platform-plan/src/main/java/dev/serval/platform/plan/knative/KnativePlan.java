package dev.serval.platform.plan.knative;

import io.fabric8.knative.serving.v1.Service;
import java.util.List;

/// What Knative runs for a service.
///
/// @param services one for each component, the predictor first; none where it is stopped
/// @param warnings what its user ought to know
public record KnativePlan(List<Service> services, List<String> warnings) {
    public KnativePlan {
        services = List.copyOf(services);
        warnings = List.copyOf(warnings);
    }
}
