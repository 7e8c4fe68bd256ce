package dev.serval.platform.api.inference;

import static dev.serval.platform.api.inline.Absent.orEmpty;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import dev.serval.platform.api.inline.InlinedFields;
import dev.serval.platform.api.inline.InliningDeserializer;
import io.fabric8.kubernetes.api.model.PodSpec;
import java.io.IOException;
import java.util.List;

/// The component in front of the predictor: it prepares requests and finishes answers.
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonDeserialize(using = TransformerSpec.Reader.class)
public record TransformerSpec(
        @JsonPropertyDescription("Artefacts for this component's pod.")
                List<StorageLocation> storageUris,
        @JsonUnwrapped ComponentSettings settings,
        @JsonUnwrapped PodSpec pod)
        implements ComponentSpec {

    public TransformerSpec {
        storageUris = orEmpty(storageUris);
    }

    /// The same with other pod fields.
    public TransformerSpec withPod(PodSpec other) {
        return new TransformerSpec(storageUris, settings, other);
    }

    static final class Reader extends InliningDeserializer<TransformerSpec> {
        Reader() {
            super(TransformerSpec.class);
        }

        @Override
        protected TransformerSpec read(InlinedFields fields) throws IOException {
            return new TransformerSpec(
                    orEmpty(
                            fields.take(
                                    "storageUris", new TypeReference<List<StorageLocation>>() {})),
                    fields.takeInlined(ComponentSettings.class),
                    fields.takeRest(PodSpec.class));
        }
    }
}
