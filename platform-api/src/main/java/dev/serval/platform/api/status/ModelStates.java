package dev.serval.platform.api.status;

import static dev.serval.platform.api.inline.Absent.orEmpty;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// How far the models are.
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record ModelStates(
        @JsonPropertyDescription(
                        "The model that answers: Pending, Standby, Loading, Loaded or FailedToLoad.")
                @Nullable String activeModelState,
        @JsonPropertyDescription("The model that shall answer.") @Nullable String targetModelState,
        @JsonAnySetter @JsonAnyGetter Map<String, Object> unknown) {

    public ModelStates {
        unknown = orEmpty(unknown);
    }
}
