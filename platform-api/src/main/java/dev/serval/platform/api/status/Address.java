package dev.serval.platform.api.status;

import static dev.serval.platform.api.inline.Absent.orEmpty;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Where something is reached.
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Address(
        @JsonPropertyDescription("The URL.") @Nullable String url,
        @JsonAnySetter @JsonAnyGetter Map<String, Object> unknown) {

    public Address {
        unknown = orEmpty(unknown);
    }

    /// The address of a URL.
    public static Address of(String url) {
        return new Address(url, Map.of());
    }
}
