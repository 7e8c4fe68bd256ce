package dev.serval.platform.api.inference;

import static dev.serval.platform.api.inline.Absent.orEmpty;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Where requests and answers are recorded.
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record LoggerSpec(
        @JsonPropertyDescription("Where they are sent.") @Nullable String url,
        @JsonPropertyDescription("Which are recorded: all, request or response.")
                @Nullable String mode,
        @JsonPropertyDescription("Request headers that are recorded.") List<String> metadataHeaders,
        @JsonPropertyDescription("Annotations that are recorded.") List<String> metadataAnnotations,
        @JsonPropertyDescription("Where they are stored, as an entry of the storage secret.")
                @Nullable LoggerStorage storage,
        @JsonPropertyDescription("What turns records into files.") @Nullable String marshallerUrl,
        @JsonPropertyDescription("How many records a file holds.") @Nullable Integer batchSize,
        @JsonPropertyDescription("How often a file is written.") @Nullable String batchInterval,
        @JsonAnySetter @JsonAnyGetter Map<String, Object> unknown) {

    public LoggerSpec {
        metadataHeaders = orEmpty(metadataHeaders);
        metadataAnnotations = orEmpty(metadataAnnotations);
        unknown = orEmpty(unknown);
    }
}
