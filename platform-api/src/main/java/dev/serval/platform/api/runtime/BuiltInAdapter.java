package dev.serval.platform.api.runtime;

import static dev.serval.platform.api.inline.Absent.orEmpty;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.kubernetes.api.model.EnvVar;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// How ModelMesh speaks to a model server; accepted and not used.
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record BuiltInAdapter(
        @JsonPropertyDescription("The model server.") @Nullable String serverType,
        @JsonPropertyDescription("Its management port.") @Nullable Integer runtimeManagementPort,
        @JsonPropertyDescription("The memory it keeps free.") @Nullable Integer memBufferBytes,
        @JsonPropertyDescription("How long a model may load.")
                @Nullable Integer modelLoadingTimeoutMillis,
        @JsonPropertyDescription("Environment of the adapter.") List<EnvVar> env,
        @JsonAnySetter @JsonAnyGetter Map<String, Object> unknown) {

    public BuiltInAdapter {
        env = orEmpty(env);
        unknown = orEmpty(unknown);
    }
}
