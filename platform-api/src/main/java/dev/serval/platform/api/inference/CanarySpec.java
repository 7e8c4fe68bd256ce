package dev.serval.platform.api.inference;

import static dev.serval.platform.api.inline.Absent.orEmpty;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Required;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A predictor that gets a share of the traffic beside the stable one.
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record CanarySpec(
        @Required
                @JsonPropertyDescription(
                        "What differs from the stable predictor; its name is required.")
                @Nullable PredictorSpec predictor,
        @Required @Min(0) @Max(100) @JsonPropertyDescription("The share of the traffic, 0 to 100.")
                @Nullable Integer trafficPercent,
        @JsonAnySetter @JsonAnyGetter Map<String, Object> unknown) {

    public CanarySpec {
        unknown = orEmpty(unknown);
    }

    /// The same with another predictor.
    public CanarySpec withPredictor(PredictorSpec other) {
        return new CanarySpec(other, trafficPercent, unknown);
    }
}
