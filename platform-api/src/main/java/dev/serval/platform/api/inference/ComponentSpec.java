package dev.serval.platform.api.inference;

import io.fabric8.kubernetes.api.model.PodSpec;

/// What predictor, transformer and explainer have in common.
public sealed interface ComponentSpec permits PredictorSpec, TransformerSpec, ExplainerSpec {
    /// Scaling, traffic, batching and logging.
    ComponentSettings settings();

    /// The fields of the pod that were written beside the component's own.
    PodSpec pod();
}
