package dev.serval.platform.api.inference;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import dev.serval.platform.api.inline.InlinedFields;
import dev.serval.platform.api.inline.InliningDeserializer;
import io.fabric8.kubernetes.api.model.PodSpec;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// The worker pods of a model that spans several nodes.
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonDeserialize(using = WorkerSpec.Reader.class)
public record WorkerSpec(
        @JsonPropertyDescription("Over how many nodes the model's layers are spread.")
                @Nullable Integer pipelineParallelSize,
        @JsonPropertyDescription("Over how many accelerators of a node a layer is spread.")
                @Nullable Integer tensorParallelSize,
        @JsonUnwrapped PodSpec pod) {

    static final class Reader extends InliningDeserializer<WorkerSpec> {
        Reader() {
            super(WorkerSpec.class);
        }

        @Override
        protected WorkerSpec read(InlinedFields fields) throws IOException {
            return new WorkerSpec(
                    fields.take("pipelineParallelSize", Integer.class),
                    fields.take("tensorParallelSize", Integer.class),
                    fields.takeRest(PodSpec.class));
        }
    }
}
