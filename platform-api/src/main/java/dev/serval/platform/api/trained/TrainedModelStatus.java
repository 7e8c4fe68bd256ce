package dev.serval.platform.api.trained;

import static dev.serval.platform.api.inline.Absent.orEmpty;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.serval.platform.api.status.Address;
import dev.serval.platform.api.status.Condition;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What is reported of a trained model.
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record TrainedModelStatus(
        @JsonPropertyDescription("What is true of it.") List<Condition> conditions,
        @JsonPropertyDescription("Notes of the reporter.") Map<String, String> annotations,
        @JsonPropertyDescription("The generation of the specification that this status is about.")
                @Nullable Long observedGeneration,
        @JsonPropertyDescription("Where clients reach it.") @Nullable String url,
        @JsonPropertyDescription("Where it is reached within the cluster.")
                @Nullable Address address,
        @JsonAnySetter @JsonAnyGetter Map<String, Object> unknown) {

    public TrainedModelStatus {
        conditions = orEmpty(conditions);
        annotations = orEmpty(annotations);
        unknown = orEmpty(unknown);
    }
}
