package dev.serval.platform.api.inference;

import static dev.serval.platform.api.inline.Absent.orEmpty;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// How to log in to a monitoring system.
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record AuthenticationReference(
        @JsonPropertyDescription("The ways to log in.") @Nullable String authModes,
        @JsonPropertyDescription("What holds the credentials.")
                @Nullable AuthenticationName authenticationRef,
        @JsonAnySetter @JsonAnyGetter Map<String, Object> unknown) {

    public AuthenticationReference {
        unknown = orEmpty(unknown);
    }
}
