package dev.serval.platform.api.inference;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import dev.serval.platform.api.inline.InlinedFields;
import dev.serval.platform.api.inline.InliningDeserializer;
import io.fabric8.generator.annotation.Required;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// A model: its format, the runtime that shall serve it where the user cares, and where it comes
/// from.
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonDeserialize(using = ModelSpec.Reader.class)
public record ModelSpec(
        @Required @JsonPropertyDescription("The format of the model's files.")
                @Nullable ModelFormat modelFormat,
        @JsonPropertyDescription("The ServingRuntime or ClusterServingRuntime to use, by name.")
                @Nullable String runtime,
        @JsonUnwrapped ModelSource source) {

    /// The same from another source.
    public ModelSpec withSource(ModelSource other) {
        return new ModelSpec(modelFormat, runtime, other);
    }

    static final class Reader extends InliningDeserializer<ModelSpec> {
        Reader() {
            super(ModelSpec.class);
        }

        @Override
        protected ModelSpec read(InlinedFields fields) throws IOException {
            return new ModelSpec(
                    fields.take("modelFormat", ModelFormat.class),
                    fields.take("runtime", String.class),
                    fields.takeRest(ModelSource.class));
        }
    }
}
