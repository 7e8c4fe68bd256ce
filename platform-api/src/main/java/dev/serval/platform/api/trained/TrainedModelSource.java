package dev.serval.platform.api.trained;

import static dev.serval.platform.api.inline.Absent.orEmpty;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.kubernetes.api.model.Quantity;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Where a trained model comes from.
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record TrainedModelSource(
        @Required @JsonPropertyDescription("Where it is fetched from.") String storageUri,
        @Required @JsonPropertyDescription("The format of its files.") String framework,
        @Required @JsonPropertyDescription("The memory that it needs.") @Nullable Quantity memory,
        @JsonAnySetter @JsonAnyGetter Map<String, Object> unknown) {

    public TrainedModelSource {
        storageUri = storageUri == null ? "" : storageUri;
        framework = framework == null ? "" : framework;
        unknown = orEmpty(unknown);
    }
}
