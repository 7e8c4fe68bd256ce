package dev.serval.platform.api.inference;

import static dev.serval.platform.api.inline.Absent.orEmpty;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A query to a monitoring system.
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record ExternalMetricSource(
        @Required @JsonPropertyDescription("prometheus or graphite.") String backend,
        @JsonPropertyDescription("The address of the monitoring system.")
                @Nullable String serverAddress,
        @JsonPropertyDescription("The query whose answer is the figure.") @Nullable String query,
        @JsonPropertyDescription("The namespace that is queried.") @Nullable String namespace,
        @JsonAnySetter @JsonAnyGetter Map<String, Object> unknown) {

    public ExternalMetricSource {
        backend = backend == null ? "" : backend;
        unknown = orEmpty(unknown);
    }
}
