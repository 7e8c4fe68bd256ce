package dev.serval.platform.api.inference;

import static dev.serval.platform.api.inline.Absent.orEmpty;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What a user asks for.
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record InferenceServiceSpec(
        @Required @JsonPropertyDescription("The component that holds the model and answers.")
                PredictorSpec predictor,
        @JsonPropertyDescription("The component that prepares requests and finishes answers.")
                @Nullable TransformerSpec transformer,
        @JsonPropertyDescription("The component that explains answers.")
                @Nullable ExplainerSpec explainer,
        @JsonPropertyDescription(
                        "Predictors that get a share of the traffic beside the stable one.")
                List<CanarySpec> canary,
        @JsonAnySetter @JsonAnyGetter Map<String, Object> unknown) {

    /// Asks for nothing; what stands for a missing specification.
    public static final InferenceServiceSpec EMPTY =
            new InferenceServiceSpec(PredictorSpec.EMPTY, null, null, List.of(), Map.of());

    public InferenceServiceSpec {
        predictor = predictor == null ? PredictorSpec.EMPTY : predictor;
        canary = orEmpty(canary);
        unknown = orEmpty(unknown);
    }

    /// The same with another predictor.
    public InferenceServiceSpec withPredictor(PredictorSpec other) {
        return new InferenceServiceSpec(other, transformer, explainer, canary, unknown);
    }

    /// The same with another transformer.
    public InferenceServiceSpec withTransformer(TransformerSpec other) {
        return new InferenceServiceSpec(predictor, other, explainer, canary, unknown);
    }

    /// The same with another explainer.
    public InferenceServiceSpec withExplainer(ExplainerSpec other) {
        return new InferenceServiceSpec(predictor, transformer, other, canary, unknown);
    }

    /// The same with other canaries.
    public InferenceServiceSpec withCanary(List<CanarySpec> others) {
        return new InferenceServiceSpec(predictor, transformer, explainer, others, unknown);
    }
}
