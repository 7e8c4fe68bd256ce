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
import org.jspecify.annotations.Nullable;

/// The component that explains the predictor's answers.
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonDeserialize(using = ExplainerSpec.Reader.class)
public record ExplainerSpec(
        @JsonPropertyDescription("An explainer of the Adversarial Robustness Toolbox.")
                @Nullable ArtExplainerSpec art,
        @JsonPropertyDescription("Serval's own explainer.") @Nullable ServalExplainerSpec serval,
        @JsonPropertyDescription("Artefacts for this component's pod.")
                List<StorageLocation> storageUris,
        @JsonUnwrapped ComponentSettings settings,
        @JsonUnwrapped PodSpec pod)
        implements ComponentSpec {

    public ExplainerSpec {
        storageUris = orEmpty(storageUris);
    }

    /// The same with other pod fields.
    public ExplainerSpec withPod(PodSpec other) {
        return new ExplainerSpec(art, serval, storageUris, settings, other);
    }

    /// The same with another explainer of the toolbox.
    public ExplainerSpec withArt(ArtExplainerSpec other) {
        return new ExplainerSpec(other, serval, storageUris, settings, pod);
    }

    /// The same with another explainer of Serval's own.
    public ExplainerSpec withServal(ServalExplainerSpec other) {
        return new ExplainerSpec(art, other, storageUris, settings, pod);
    }

    static final class Reader extends InliningDeserializer<ExplainerSpec> {
        Reader() {
            super(ExplainerSpec.class);
        }

        @Override
        protected ExplainerSpec read(InlinedFields fields) throws IOException {
            return new ExplainerSpec(
                    fields.take("art", ArtExplainerSpec.class),
                    fields.take("serval", ServalExplainerSpec.class),
                    orEmpty(
                            fields.take(
                                    "storageUris", new TypeReference<List<StorageLocation>>() {})),
                    fields.takeInlined(ComponentSettings.class),
                    fields.takeRest(PodSpec.class));
        }
    }
}
