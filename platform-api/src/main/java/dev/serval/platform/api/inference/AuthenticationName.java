package dev.serval.platform.api.inference;

import static dev.serval.platform.api.inline.Absent.orEmpty;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import java.util.Map;

/// The name of what holds credentials.
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record AuthenticationName(
        @Required @JsonPropertyDescription("The name.") String name,
        @JsonAnySetter @JsonAnyGetter Map<String, Object> unknown) {

    public AuthenticationName {
        name = name == null ? "" : name;
        unknown = orEmpty(unknown);
    }
}
