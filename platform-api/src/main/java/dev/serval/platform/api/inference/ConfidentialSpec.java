package dev.serval.platform.api.inference;

import static dev.serval.platform.api.inline.Absent.orEmpty;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// How encrypted model files are decrypted.
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record ConfidentialSpec(
        @JsonPropertyDescription("Whether the files are encrypted.") @Nullable Boolean enabled,
        @JsonPropertyDescription("The key, as kbs:///repository/type/tag.")
                @Nullable String resourceId,
        @JsonAnySetter @JsonAnyGetter Map<String, Object> unknown) {

    public ConfidentialSpec {
        unknown = orEmpty(unknown);
    }
}
