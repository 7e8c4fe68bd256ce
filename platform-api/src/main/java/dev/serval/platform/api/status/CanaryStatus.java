package dev.serval.platform.api.status;

import static dev.serval.platform.api.inline.Absent.orEmpty;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What is reported of one declared canary.
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record CanaryStatus(
        @JsonPropertyDescription("The canary.") @Nullable String name,
        @JsonPropertyDescription("Whether it answers.") @Nullable Boolean ready,
        @JsonPropertyDescription("The share of the traffic that it gets.")
                @Nullable Integer trafficPercent,
        @JsonPropertyDescription("How far its model is.") @Nullable ModelStatus modelStatus,
        @JsonAnySetter @JsonAnyGetter Map<String, Object> unknown) {

    public CanaryStatus {
        unknown = orEmpty(unknown);
    }
}
