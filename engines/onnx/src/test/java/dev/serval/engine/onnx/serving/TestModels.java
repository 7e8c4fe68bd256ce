package dev.serval.engine.onnx.serving;

import dev.serval.inference.engine.EngineSettings;
import dev.serval.inference.engine.Model;
import dev.serval.inference.engine.ModelDirectory;
import dev.serval.inference.engine.ModelLoadException;
import dev.serval.inference.request.CallContext;
import dev.serval.inference.request.Deadline;
import dev.serval.inference.request.InferRequest;
import dev.serval.inference.request.InferResponse;
import dev.serval.inference.request.Parameters;
import dev.serval.inference.request.RequestedOutput;
import dev.serval.inference.tensor.PooledTensorAllocator;
import dev.serval.inference.tensor.Tensor;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Objects;

/// An engine, memory that counts what is on loan, and the models in the test resources.
final class TestModels implements AutoCloseable {
    final OnnxEngine engine = new OnnxEngine();
    final PooledTensorAllocator allocator = new PooledTensorAllocator(1 << 16);
    private final Path directory;
    private final Deque<Model> loaded = new ArrayDeque<>();

    /// @param directory an empty one for the models
    TestModels(Path directory) {
        this.directory = directory;
    }

    /// Loads a model of the test resources.
    Model load(String name) {
        return load(name, Parameters.none());
    }

    Model load(String name, Parameters parameters) {
        try {
            Path folder = Files.createTempDirectory(directory, name);
            copy(name + ".onnx", folder.resolve("model.onnx"));
            Model model = loadFrom(folder, parameters);
            loaded.push(model);
            return model;
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        } catch (ModelLoadException refused) {
            throw new AssertionError(refused);
        }
    }

    Model loadFrom(Path folder, Parameters parameters) throws ModelLoadException {
        return engine.load(
                new ModelDirectory(folder), new EngineSettings(1, parameters), allocator);
    }

    /// Copies a file of the test resources.
    static void copy(String resource, Path target) throws IOException {
        try (InputStream file = TestModels.class.getResourceAsStream("/models/" + resource)) {
            Files.copy(Objects.requireNonNull(file, resource), target);
        }
    }

    CallContext call() {
        return new CallContext(Deadline.after(Duration.ofMinutes(1)), allocator);
    }

    /// Asks for all outputs, and closes the inputs.
    InferResponse infer(Model model, Tensor... inputs) {
        return infer(model, List.of(), inputs);
    }

    /// Asks for some outputs, and closes the inputs.
    InferResponse infer(Model model, List<String> outputs, Tensor... inputs) {
        List<RequestedOutput> requested = outputs.stream().map(RequestedOutput::new).toList();
        try (InferRequest request = request(Arrays.asList(inputs), requested)) {
            return model.infer(request, call());
        }
    }

    private static InferRequest request(List<Tensor> inputs, List<RequestedOutput> outputs) {
        InferRequest plain = InferRequest.of(inputs);
        return new InferRequest(plain.id(), plain.parameters(), plain.inputs(), outputs);
    }

    @Override
    public void close() {
        loaded.forEach(Model::close);
        engine.close();
    }
}
