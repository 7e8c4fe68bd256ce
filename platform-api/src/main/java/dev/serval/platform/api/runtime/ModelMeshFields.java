package dev.serval.platform.api.runtime;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import org.jspecify.annotations.Nullable;

/// What ModelMesh reads of a runtime. Accepted, kept and not used.
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record ModelMeshFields(
        @JsonPropertyDescription("Accepted and not used.") @Nullable String grpcEndpoint,
        @JsonPropertyDescription("Accepted and not used.") @Nullable String grpcDataEndpoint,
        @JsonPropertyDescription("Accepted and not used.") @Nullable String httpDataEndpoint,
        @JsonPropertyDescription("Accepted and not used.") @Nullable Integer replicas,
        @JsonPropertyDescription("Accepted and not used.") @Nullable StorageHelper storageHelper,
        @JsonPropertyDescription("Accepted and not used.")
                @Nullable BuiltInAdapter builtInAdapter) {

    /// Says nothing.
    public static final ModelMeshFields EMPTY =
            new ModelMeshFields(null, null, null, null, null, null);
}
