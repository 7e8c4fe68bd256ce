package dev.serval.platform.plan.knative;

import dev.serval.platform.plan.service.CanaryPlan;
import dev.serval.platform.plan.service.ComponentPlan;
import dev.serval.platform.plan.service.PlanRenderer;
import dev.serval.platform.plan.service.ServicePlan;
import io.fabric8.knative.serving.v1.Service;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// Turns a plan into Knative Services, with KServe's names, labels and annotations.
public final class KnativeRenderer implements PlanRenderer<KnativePlan> {
    @Override
    public KnativePlan render(ServicePlan plan) {
        List<Service> services =
                plan.components().stream().map(component -> service(plan, component)).toList();
        return new KnativePlan(services, warnings(plan));
    }

    private static Service service(ServicePlan plan, ComponentPlan component) {
        return new ComponentService(plan, component).build();
    }

    private static List<String> warnings(ServicePlan plan) {
        List<String> warnings = new ArrayList<>(plan.warnings());
        if (!plan.canaries().isEmpty()) {
            warnings.add(
                    "spec.canary (%s) has effect in Standard mode only: in Knative mode canaryTrafficPercent splits the traffic between revisions"
                            .formatted(
                                    plan.canaries().stream()
                                            .map(CanaryPlan::name)
                                            .collect(Collectors.joining(", "))));
        }
        return warnings;
    }
}
