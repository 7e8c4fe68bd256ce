package dev.serval.platform.api.inference;

import static dev.serval.platform.api.inline.Absent.orEmpty;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import dev.serval.platform.api.inline.InlinedFields;
import dev.serval.platform.api.inline.InliningDeserializer;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.kubernetes.api.model.PodSpec;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The component that holds the model: a model and the runtime that serves it, or containers of the
/// user's own.
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonDeserialize(using = PredictorSpec.Reader.class)
public record PredictorSpec(
        @Pattern("^[a-z]([-a-z0-9]*[a-z0-9])?$")
                @JsonPropertyDescription("The name of this variant; part of its workload's name.")
                @Nullable String name,
        @JsonPropertyDescription("The model, in whatever format.") @Nullable ModelSpec model,
        @JsonUnwrapped FrameworkFields frameworks,
        @JsonPropertyDescription("Several models or artefacts for one pod.")
                List<StorageLocation> storageUris,
        @JsonPropertyDescription(
                        "The ClusterStorageContainer that fetches the model, by name rather than by"
                                + " what its URI looks like.")
                @Nullable String storageContainerName,
        @JsonPropertyDescription("The worker pods of a model that spans several nodes.")
                @Nullable WorkerSpec workerSpec,
        @JsonUnwrapped ComponentSettings settings,
        @JsonUnwrapped PodSpec pod)
        implements ComponentSpec {

    /// Asks for nothing.
    public static final PredictorSpec EMPTY =
            new PredictorSpec(
                    null,
                    null,
                    FrameworkFields.EMPTY,
                    List.of(),
                    null,
                    null,
                    ComponentSettings.EMPTY,
                    new PodSpec());

    public PredictorSpec {
        storageUris = orEmpty(storageUris);
    }

    /// The same with another model and no framework field.
    public PredictorSpec withModel(ModelSpec other) {
        return new PredictorSpec(
                name,
                other,
                FrameworkFields.EMPTY,
                storageUris,
                storageContainerName,
                workerSpec,
                settings,
                pod);
    }

    /// The same with other pod fields.
    public PredictorSpec withPod(PodSpec other) {
        return new PredictorSpec(
                name,
                model,
                frameworks,
                storageUris,
                storageContainerName,
                workerSpec,
                settings,
                other);
    }

    static final class Reader extends InliningDeserializer<PredictorSpec> {
        Reader() {
            super(PredictorSpec.class);
        }

        @Override
        protected PredictorSpec read(InlinedFields fields) throws IOException {
            return new PredictorSpec(
                    fields.take("name", String.class),
                    fields.take("model", ModelSpec.class),
                    fields.takeInlined(FrameworkFields.class),
                    orEmpty(
                            fields.take(
                                    "storageUris", new TypeReference<List<StorageLocation>>() {})),
                    fields.take("storageContainerName", String.class),
                    fields.take("workerSpec", WorkerSpec.class),
                    fields.takeInlined(ComponentSettings.class),
                    fields.takeRest(PodSpec.class));
        }
    }
}
