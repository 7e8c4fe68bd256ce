package dev.serval.platform.api.status;

import static dev.serval.platform.api.inline.Absent.orEmpty;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// How far the model is on its way to being served.
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record ModelStatus(
        @JsonPropertyDescription("UpToDate, InProgress, BlockedByFailedLoad or InvalidSpec.")
                @Nullable String transitionStatus,
        @JsonPropertyDescription("How far the models are.") @Nullable ModelStates states,
        @JsonPropertyDescription("Why the model could not be loaded.")
                @Nullable FailureInfo lastFailureInfo,
        @JsonPropertyDescription("How many pods hold the model.") @Nullable ModelCopies copies,
        @JsonAnySetter @JsonAnyGetter Map<String, Object> unknown) {

    public ModelStatus {
        unknown = orEmpty(unknown);
    }
}
