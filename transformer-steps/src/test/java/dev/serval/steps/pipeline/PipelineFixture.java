package dev.serval.steps.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serval.inference.request.CallContext;
import dev.serval.inference.request.Deadline;
import dev.serval.inference.request.InferInput;
import dev.serval.inference.request.InferRequest;
import dev.serval.inference.tensor.PooledTensorAllocator;
import dev.serval.inference.tensor.Tensor;
import dev.serval.inference.tensor.TensorAllocator;
import dev.serval.server.configuration.ConfigurationException;
import dev.serval.steps.readymade.ReadyMadeSteps;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

/// Reads pipelines and runs the steps before their predictor; no memory may stay taken.
abstract class PipelineFixture {
    @TempDir Path folder;

    final TensorAllocator allocator = new PooledTensorAllocator(1 << 20);

    @AfterEach
    void nothingStaysTaken() {
        assertThat(allocator.bytesOnLoan()).isZero();
    }

    final Pipeline read(String text) throws ConfigurationException {
        return PipelineFile.read(write("transformer.yaml", text), ReadyMadeSteps.ALL);
    }

    final Path write(String name, String text) {
        try {
            return Files.writeString(folder.resolve(name), text);
        } catch (IOException full) {
            throw new UncheckedIOException(full);
        }
    }

    final CallContext call() {
        return new CallContext(Deadline.after(Duration.ofMinutes(1)), allocator);
    }

    /// A pipeline of the steps `before`, with any predictor.
    final Pipeline before(String inputs, String... steps) {
        StringBuilder text = new StringBuilder("inputs: [" + inputs + "]\nbefore:\n");
        Arrays.stream(steps).forEach(step -> text.append("  - ").append(step).append('\n'));
        text.append("predictor: {outputs: [{name: y, type: FP32, shape: [-1]}]}\n");
        try {
            return read(text.toString());
        } catch (ConfigurationException wrong) {
            throw new IllegalArgumentException(wrong);
        }
    }

    /// What the predictor would be sent.
    final <T> T prepared(Pipeline pipeline, List<Tensor> sent, Function<InferRequest, T> look) {
        try (InferRequest request = InferRequest.of(sent);
                InferRequest prepared = pipeline.preprocess(request, call())) {
            return look.apply(prepared);
        }
    }

    /// A tensor as text: its name, type and shape, and what it holds.
    static String text(Tensor tensor) {
        String values =
                switch (tensor.dataType()) {
                    case FP32 -> Arrays.toString(tensor.toFloats());
                    case FP64 -> Arrays.toString(tensor.toDoubles());
                    case INT64 -> Arrays.toString(tensor.toLongs());
                    case BYTES -> tensor.toStrings().toString();
                    default ->
                            Arrays.toString(
                                    tensor.data().toArray(java.lang.foreign.ValueLayout.JAVA_BYTE));
                };
        return tensor + " " + values;
    }

    static List<String> texts(InferRequest request) {
        return request.inputs().stream()
                .map(InferInput::tensor)
                .map(PipelineFixture::text)
                .toList();
    }
}
