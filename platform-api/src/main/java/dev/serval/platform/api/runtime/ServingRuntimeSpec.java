package dev.serval.platform.api.runtime;

import static dev.serval.platform.api.inline.Absent.orEmpty;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import dev.serval.platform.api.inference.WorkerSpec;
import dev.serval.platform.api.inline.InlinedFields;
import dev.serval.platform.api.inline.InliningDeserializer;
import io.fabric8.kubernetes.api.model.PodSpec;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Which model formats a runtime serves, over which protocols, and the pod that does it.
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonDeserialize(using = ServingRuntimeSpec.Reader.class)
public record ServingRuntimeSpec(
        @JsonPropertyDescription("The formats that it serves.")
                List<SupportedModelFormat> supportedModelFormats,
        @JsonPropertyDescription("Whether one pod serves many models.")
                @Nullable Boolean multiModel,
        @JsonPropertyDescription("Whether it is never chosen.") @Nullable Boolean disabled,
        @JsonPropertyDescription("How clients speak to it; any protocol if empty.")
                List<String> protocolVersions,
        @JsonPropertyDescription("The worker pods of models that span several nodes.")
                @Nullable WorkerSpec workerSpec,
        @JsonPropertyDescription("Labels of the pods.") Map<String, String> labels,
        @JsonPropertyDescription("Annotations of the pods.") Map<String, String> annotations,
        @JsonUnwrapped ModelMeshFields modelMesh,
        @JsonUnwrapped PodSpec pod) {

    /// Serves nothing.
    public static final ServingRuntimeSpec EMPTY =
            new ServingRuntimeSpec(
                    List.of(),
                    null,
                    null,
                    List.of(),
                    null,
                    Map.of(),
                    Map.of(),
                    ModelMeshFields.EMPTY,
                    new PodSpec());

    public ServingRuntimeSpec {
        supportedModelFormats = orEmpty(supportedModelFormats);
        protocolVersions = orEmpty(protocolVersions);
        labels = orEmpty(labels);
        annotations = orEmpty(annotations);
    }

    /// Whether it is chosen at all.
    public boolean mayBeUsed() {
        return !Boolean.TRUE.equals(disabled);
    }

    /// Whether one pod serves many models.
    public boolean servesManyModels() {
        return Boolean.TRUE.equals(multiModel);
    }

    static final class Reader extends InliningDeserializer<ServingRuntimeSpec> {
        Reader() {
            super(ServingRuntimeSpec.class);
        }

        @Override
        protected ServingRuntimeSpec read(InlinedFields fields) throws IOException {
            return new ServingRuntimeSpec(
                    orEmpty(
                            fields.take(
                                    "supportedModelFormats",
                                    new TypeReference<List<SupportedModelFormat>>() {})),
                    fields.take("multiModel", Boolean.class),
                    fields.take("disabled", Boolean.class),
                    orEmpty(fields.take("protocolVersions", new TypeReference<List<String>>() {})),
                    fields.take("workerSpec", WorkerSpec.class),
                    orEmpty(fields.take("labels", new TypeReference<Map<String, String>>() {})),
                    orEmpty(
                            fields.take(
                                    "annotations", new TypeReference<Map<String, String>>() {})),
                    fields.takeInlined(ModelMeshFields.class),
                    fields.takeRest(PodSpec.class));
        }
    }
}
