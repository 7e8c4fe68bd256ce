package dev.serval.engine.tensorflow.serving;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serval.inference.engine.EngineSettings;
import dev.serval.inference.engine.Model;
import dev.serval.inference.engine.ModelDirectory;
import dev.serval.inference.engine.ModelLoadException;
import dev.serval.inference.request.CallContext;
import dev.serval.inference.request.Deadline;
import dev.serval.inference.request.InferRequest;
import dev.serval.inference.request.InferResponse;
import dev.serval.inference.request.Parameter;
import dev.serval.inference.request.Parameters;
import dev.serval.inference.request.RequestedOutput;
import dev.serval.inference.tensor.PooledTensorAllocator;
import dev.serval.inference.tensor.Shape;
import dev.serval.inference.tensor.Tensor;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;

/// An engine with what its tests have in common: calls of a model, and the memory that they take.
abstract class TensorflowCalls {
    static final Path GENUINE = Path.of("src/test/resources/genuine");
    static final Path SPECIAL = Path.of("src/test/resources/special");

    final TensorflowEngine engine = new TensorflowEngine();
    final PooledTensorAllocator allocator = new PooledTensorAllocator(0);

    @AfterEach
    void nothingStaysTaken() {
        assertThat(allocator.bytesOnLoan()).isZero();
    }

    Model load(Path directory) throws ModelLoadException {
        return load(directory, Map.of());
    }

    Model load(Path directory, Map<String, Parameter> parameters) throws ModelLoadException {
        EngineSettings settings = new EngineSettings(1, new Parameters(parameters));
        return engine.load(new ModelDirectory(directory), settings, allocator);
    }

    Tensor pair(float value) {
        return Tensor.ofFloats("x", Shape.of(1, 2), new float[] {value, value}, allocator);
    }

    InferResponse infer(Model model, Tensor input, List<String> outputs) {
        InferRequest request =
                new InferRequest(
                        null,
                        Parameters.none(),
                        InferRequest.of(List.of(input)).inputs(),
                        outputs.stream().map(RequestedOutput::new).toList());
        return model.infer(request, call());
    }

    CallContext call() {
        return new CallContext(Deadline.after(Duration.ofMinutes(1)), allocator);
    }
}
