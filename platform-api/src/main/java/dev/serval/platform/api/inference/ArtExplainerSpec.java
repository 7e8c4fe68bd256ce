package dev.serval.platform.api.inference;

import static dev.serval.platform.api.inline.Absent.orEmpty;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import dev.serval.platform.api.inline.InlinedFields;
import dev.serval.platform.api.inline.InliningDeserializer;
import io.fabric8.kubernetes.api.model.Container;
import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// An explainer of the Adversarial Robustness Toolbox.
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonDeserialize(using = ArtExplainerSpec.Reader.class)
public record ArtExplainerSpec(
        @JsonPropertyDescription("The attack: SquareAttack.") @Nullable String type,
        @JsonPropertyDescription("Where its artefacts are fetched from.")
                @Nullable String storageUri,
        @JsonPropertyDescription("The tag of its image.") @Nullable String runtimeVersion,
        @JsonPropertyDescription("Arguments of the attack, by name.") Map<String, String> config,
        @JsonPropertyDescription("Where its artefacts are, as an entry of the storage secret.")
                @Nullable StorageSpec storage,
        @JsonUnwrapped Container container) {

    public ArtExplainerSpec {
        config = orEmpty(config);
    }

    /// The same with another container.
    public ArtExplainerSpec withContainer(Container other) {
        return new ArtExplainerSpec(type, storageUri, runtimeVersion, config, storage, other);
    }

    static final class Reader extends InliningDeserializer<ArtExplainerSpec> {
        Reader() {
            super(ArtExplainerSpec.class);
        }

        @Override
        protected ArtExplainerSpec read(InlinedFields fields) throws IOException {
            return new ArtExplainerSpec(
                    fields.take("type", String.class),
                    fields.take("storageUri", String.class),
                    fields.take("runtimeVersion", String.class),
                    orEmpty(fields.take("config", new TypeReference<Map<String, String>>() {})),
                    fields.take("storage", StorageSpec.class),
                    fields.takeRest(Container.class));
        }
    }
}
