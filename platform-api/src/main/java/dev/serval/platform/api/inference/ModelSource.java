package dev.serval.platform.api.inference;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import dev.serval.platform.api.inline.InlinedFields;
import dev.serval.platform.api.inline.InliningDeserializer;
import io.fabric8.kubernetes.api.model.Container;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// Where a model comes from, how it is spoken to, and what shall differ in the runtime's container.
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonDeserialize(using = ModelSource.Reader.class)
public record ModelSource(
        @JsonPropertyDescription("Where the model is fetched from.") @Nullable String storageUri,
        @JsonPropertyDescription("The tag of the runtime's image.") @Nullable String runtimeVersion,
        @JsonPropertyDescription("How clients speak to it: v1, v2, grpc-v1 or grpc-v2.")
                @Nullable String protocolVersion,
        @JsonPropertyDescription("Where the model is, as an entry of the storage secret.")
                @Nullable StorageSpec storage,
        @JsonPropertyDescription("How the model's files are decrypted.")
                @Nullable ConfidentialSpec confidential,
        @JsonUnwrapped Container container) {

    /// Says nothing.
    public static final ModelSource EMPTY =
            new ModelSource(null, null, null, null, null, new Container());

    /// The same over another protocol.
    public ModelSource withProtocolVersion(String other) {
        return new ModelSource(storageUri, runtimeVersion, other, storage, confidential, container);
    }

    static final class Reader extends InliningDeserializer<ModelSource> {
        Reader() {
            super(ModelSource.class);
        }

        @Override
        protected ModelSource read(InlinedFields fields) throws IOException {
            return new ModelSource(
                    fields.take("storageUri", String.class),
                    fields.take("runtimeVersion", String.class),
                    fields.take("protocolVersion", String.class),
                    fields.take("storage", StorageSpec.class),
                    fields.take("confidential", ConfidentialSpec.class),
                    fields.takeRest(Container.class));
        }
    }
}
