package dev.serval.platform.plan.name;

import org.jspecify.annotations.Nullable;

/// The names of the objects of one InferenceService.
///
/// @param service the name of the InferenceService; also that of its routes
public record ObjectNames(String service) {
    /// The longest name that Kubernetes gives a Service, a label value or a part of a host.
    public static final int MAX_LENGTH = 63;

    /// What Knative adds to a workload's name for its first revisions.
    public static final String REVISION_SUFFIX = "-00001";

    /// The predictor's workload and service.
    ///
    /// @param variant the predictor's own name, where it has one
    public String predictor(@Nullable String variant) {
        return variant == null ? service + "-predictor" : service + "-" + variant + "-predictor";
    }

    /// The transformer's workload and service.
    public String transformer() {
        return service + "-transformer";
    }

    /// The explainer's workload and service.
    public String explainer() {
        return service + "-explainer";
    }

    /// A declared canary's workload and service.
    public String canary(String canary) {
        return predictor(canary);
    }

    /// The ConfigMap that lists the trained models of a shard.
    public String modelConfig(int shard) {
        return "modelconfig-" + service + "-" + shard;
    }

    /// The revision of a workload.
    public static String revision(String workload, int number) {
        return "%s-%05d".formatted(workload, number);
    }
}
