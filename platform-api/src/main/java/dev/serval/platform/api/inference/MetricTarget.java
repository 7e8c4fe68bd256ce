package dev.serval.platform.api.inference;

import static dev.serval.platform.api.inline.Absent.orEmpty;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.kubernetes.api.model.Quantity;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The figure to be held.
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record MetricTarget(
        @JsonPropertyDescription("Utilization, Value or AverageValue.") @Nullable String type,
        @JsonPropertyDescription("The figure itself.") @Nullable Quantity value,
        @JsonPropertyDescription("The figure per pod.") @Nullable Quantity averageValue,
        @JsonPropertyDescription("The share of what the pods request, in percent.")
                @Nullable Integer averageUtilization,
        @JsonAnySetter @JsonAnyGetter Map<String, Object> unknown) {

    public MetricTarget {
        unknown = orEmpty(unknown);
    }
}
