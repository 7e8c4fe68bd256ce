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

/// Serval's own explainer; KServe has no such field.
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonDeserialize(using = ServalExplainerSpec.Reader.class)
public record ServalExplainerSpec(
        @JsonPropertyDescription("The method of calls that name none, such as kernel_shap.")
                @Nullable String method,
        @JsonPropertyDescription("Parameters of the method, by name.")
                Map<String, String> parameters,
        @JsonPropertyDescription(
                        "Background data: a file in the explainer's folder, or a storage URI of its own.")
                @Nullable String background,
        @JsonPropertyDescription(
                        "The model's own file in the explainer's folder, or a storage URI of its own; for tree_shap.")
                @Nullable String modelFile,
        @JsonPropertyDescription("Where the explainer's folder is fetched from.")
                @Nullable String storageUri,
        @JsonPropertyDescription("How it speaks to the predictor: v1, v2 (default) or grpc-v2.")
                @Nullable String protocol,
        @JsonPropertyDescription("The tag of its image.") @Nullable String runtimeVersion,
        @JsonUnwrapped Container container) {

    public ServalExplainerSpec {
        parameters = orEmpty(parameters);
    }

    /// The same with another container.
    public ServalExplainerSpec withContainer(Container other) {
        return new ServalExplainerSpec(
                method,
                parameters,
                background,
                modelFile,
                storageUri,
                protocol,
                runtimeVersion,
                other);
    }

    static final class Reader extends InliningDeserializer<ServalExplainerSpec> {
        Reader() {
            super(ServalExplainerSpec.class);
        }

        @Override
        protected ServalExplainerSpec read(InlinedFields fields) throws IOException {
            return new ServalExplainerSpec(
                    fields.take("method", String.class),
                    orEmpty(fields.take("parameters", new TypeReference<Map<String, String>>() {})),
                    fields.take("background", String.class),
                    fields.take("modelFile", String.class),
                    fields.take("storageUri", String.class),
                    fields.take("protocol", String.class),
                    fields.take("runtimeVersion", String.class),
                    fields.takeRest(Container.class));
        }
    }
}
