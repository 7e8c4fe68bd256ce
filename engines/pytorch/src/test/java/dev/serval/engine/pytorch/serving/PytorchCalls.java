package dev.serval.engine.pytorch.serving;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serval.inference.engine.EngineSettings;
import dev.serval.inference.engine.Model;
import dev.serval.inference.engine.ModelDirectory;
import dev.serval.inference.engine.ModelLoadException;
import dev.serval.inference.model.TensorSpec;
import dev.serval.inference.request.CallContext;
import dev.serval.inference.request.Deadline;
import dev.serval.inference.request.InferInput;
import dev.serval.inference.request.InferRequest;
import dev.serval.inference.request.InferResponse;
import dev.serval.inference.request.Parameters;
import dev.serval.inference.request.RequestedOutput;
import dev.serval.inference.tensor.DataType;
import dev.serval.inference.tensor.PooledTensorAllocator;
import dev.serval.inference.tensor.Shape;
import dev.serval.inference.tensor.Tensor;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;

/// An engine with what its tests have in common: calls of a model, and the memory that they take.
abstract class PytorchCalls {
    static final Path SPECIAL = Path.of("src/test/resources/special");

    final PytorchEngine engine = new PytorchEngine();
    final PooledTensorAllocator allocator = new PooledTensorAllocator(0);

    @AfterEach
    void nothingStaysTaken() {
        assertThat(allocator.bytesOnLoan()).isZero();
    }

    static TensorSpec spec(String name, Shape shape) {
        return new TensorSpec(name, DataType.FP32, shape);
    }

    /// Ones.
    Tensor floats(String name, int rows, int columns) {
        float[] ones = new float[rows * columns];
        Arrays.fill(ones, 1);
        return Tensor.ofFloats(name, Shape.of(rows, columns), ones, allocator);
    }

    Model load(String name) throws ModelLoadException {
        return loadFrom(SPECIAL.resolve(name));
    }

    Model load(String name, List<TensorSpec> inputs, List<TensorSpec> outputs)
            throws ModelLoadException {
        EngineSettings settings = new EngineSettings(1, Parameters.none(), inputs, outputs);
        return engine.load(new ModelDirectory(SPECIAL.resolve(name)), settings, allocator);
    }

    Model loadFrom(Path directory) throws ModelLoadException {
        EngineSettings settings = new EngineSettings(1, Parameters.none());
        return engine.load(new ModelDirectory(directory), settings, allocator);
    }

    InferResponse infer(Model model, List<String> outputs, Tensor... inputs) {
        InferRequest request =
                new InferRequest(
                        null,
                        Parameters.none(),
                        Arrays.stream(inputs).map(InferInput::new).toList(),
                        outputs.stream().map(RequestedOutput::new).toList());
        return model.infer(
                request, new CallContext(Deadline.after(Duration.ofMinutes(1)), allocator));
    }
}
