package dev.serval.platform.api.inference;

import static dev.serval.platform.api.inline.Absent.orEmpty;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscalerBehavior;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What a component is scaled by, and how fast.
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record AutoScaling(
        @JsonPropertyDescription("What is measured.") List<ScalingMetric> metrics,
        @JsonPropertyDescription("How fast it is scaled up and down.")
                @Nullable HorizontalPodAutoscalerBehavior behavior,
        @JsonAnySetter @JsonAnyGetter Map<String, Object> unknown) {

    public AutoScaling {
        metrics = orEmpty(metrics);
        unknown = orEmpty(unknown);
    }
}
