package dev.serval.platform.api.status;

import static dev.serval.platform.api.inline.Absent.orEmpty;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Why a model could not be loaded.
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record FailureInfo(
        @JsonPropertyDescription("The pod where it failed.") @Nullable String location,
        @JsonPropertyDescription(
                        "ModelLoadFailed, RuntimeUnhealthy, RuntimeDisabled, NoSupportingRuntime, RuntimeNotRecognized or InvalidPredictorSpec.")
                @Nullable String reason,
        @JsonPropertyDescription("Why, in a sentence.") @Nullable String message,
        @JsonPropertyDescription("The revision that failed.") @Nullable String modelRevisionName,
        @JsonPropertyDescription("When it failed.") @Nullable String time,
        @JsonPropertyDescription("What the container ended with.") @Nullable Integer exitCode,
        @JsonAnySetter @JsonAnyGetter Map<String, Object> unknown) {

    public FailureInfo {
        unknown = orEmpty(unknown);
    }
}
