package dev.serval.platform.plan.name;

/// The labels of the objects of an InferenceService.
public final class LabelNames {
    /// The InferenceService that an object belongs to.
    public static final String SERVICE = "serving.kserve.io/inferenceservice";

    /// The component that an object belongs to: predictor, transformer or explainer.
    public static final String COMPONENT = "component";

    /// `cluster-local` where a service is not reached from outside, in Knative mode.
    public static final String KNATIVE_VISIBILITY = "networking.knative.dev/visibility";

    /// `cluster-local` where a service is not reached from outside, in Standard mode.
    public static final String VISIBILITY = "networking.kserve.io/visibility";

    private LabelNames() {}
}
