package dev.serval.platform.api.storage;

import static dev.serval.platform.api.inline.Absent.orEmpty;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What a URI looks like.
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record UriFormat(
        @JsonPropertyDescription("How it starts.") @Nullable String prefix,
        @JsonPropertyDescription("What it matches.") @Nullable String regex,
        @JsonAnySetter @JsonAnyGetter Map<String, Object> unknown) {

    public UriFormat {
        unknown = orEmpty(unknown);
    }
}
