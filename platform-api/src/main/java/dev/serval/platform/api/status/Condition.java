package dev.serval.platform.api.status;

import static dev.serval.platform.api.inline.Absent.orEmpty;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One thing that is true, false or not known yet of a resource, and why.
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Condition(
        @Required @JsonPropertyDescription("What the condition is about.") String type,
        @Required @JsonPropertyDescription("True, False or Unknown.") String status,
        @JsonPropertyDescription("Info where the condition does not decide readiness.")
                @Nullable String severity,
        @JsonPropertyDescription("Why, in one word.") @Nullable String reason,
        @JsonPropertyDescription("Why, in a sentence.") @Nullable String message,
        @JsonPropertyDescription("When the status last changed.")
                @Nullable String lastTransitionTime,
        @JsonAnySetter @JsonAnyGetter Map<String, Object> unknown) {

    public Condition {
        type = type == null ? "" : type;
        status = status == null ? "" : status;
        unknown = orEmpty(unknown);
    }
}
