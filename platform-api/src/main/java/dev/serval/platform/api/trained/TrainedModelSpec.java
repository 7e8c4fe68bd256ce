package dev.serval.platform.api.trained;

import static dev.serval.platform.api.inline.Absent.orEmpty;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A model and the InferenceService that it is loaded into.
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record TrainedModelSpec(
        @Required @JsonPropertyDescription("The InferenceService.") String inferenceService,
        @Required @JsonPropertyDescription("The model.") @Nullable TrainedModelSource model,
        @JsonAnySetter @JsonAnyGetter Map<String, Object> unknown) {

    public TrainedModelSpec {
        inferenceService = inferenceService == null ? "" : inferenceService;
        unknown = orEmpty(unknown);
    }
}
