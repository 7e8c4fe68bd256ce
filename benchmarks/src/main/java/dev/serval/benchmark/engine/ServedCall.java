package dev.serval.benchmark.engine;

import dev.serval.inference.engine.Engine;
import dev.serval.inference.engine.EngineSettings;
import dev.serval.inference.engine.Model;
import dev.serval.inference.engine.ModelDirectory;
import dev.serval.inference.model.TensorSpec;
import dev.serval.inference.request.CallContext;
import dev.serval.inference.request.Deadline;
import dev.serval.inference.request.InferRequest;
import dev.serval.inference.request.InferResponse;
import dev.serval.inference.request.Parameters;
import dev.serval.inference.tensor.DataType;
import dev.serval.inference.tensor.PooledTensorAllocator;
import dev.serval.inference.tensor.Shape;
import dev.serval.inference.tensor.Tensor;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.ServiceLoader;

/// Serval's engine through its interface, as the server calls it: the request's tensors are there,
/// the answer's are made for each call and closed.
final class ServedCall implements Call {
    private final PooledTensorAllocator allocator = new PooledTensorAllocator(1 << 20);
    private final CallContext context =
            new CallContext(Deadline.after(Duration.ofHours(9)), allocator);
    private final Model model;
    private final InferRequest request;

    ServedCall(Path directory, Rows rows) throws Exception {
        Engine engine = ServiceLoader.load(Engine.class).findFirst().orElseThrow();
        EngineSettings settings = new EngineSettings(1, Parameters.none());
        this.model = engine.load(new ModelDirectory(directory), settings, allocator);
        this.request =
                InferRequest.of(
                        model.signature().inputs().stream()
                                .map(spec -> tensor(spec, rows))
                                .toList());
    }

    private Tensor tensor(TensorSpec spec, Rows rows) {
        int place = Math.max(0, model.signature().inputs().indexOf(spec));
        boolean isColumn = spec.shape().rank() == 1 && model.signature().inputs().size() > 1;
        int columns = isColumn ? 1 : Rows.COLUMNS;
        Shape shape = isColumn ? Shape.of(rows.count()) : Shape.of(rows.count(), columns);
        Tensor tensor = Tensor.allocate(spec.name(), spec.dataType(), shape, allocator);
        for (int i = 0; i < rows.count() * columns; i++) {
            double value = rows.at(i / columns, isColumn ? place : i % columns);
            if (spec.dataType() == DataType.FP32) {
                tensor.data().setAtIndex(ValueLayout.JAVA_FLOAT, i, (float) value);
            } else {
                tensor.data().setAtIndex(ValueLayout.JAVA_DOUBLE, i, value);
            }
        }
        return tensor;
    }

    @Override
    public void repeat(int times) {
        for (int i = 0; i < times; i++) {
            try (InferResponse answer = model.infer(request, context)) {
                if (answer.outputs().isEmpty()) {
                    throw new IllegalStateException("no answer");
                }
            }
        }
    }

    /// The names of what the model gives.
    List<String> outputs() {
        return model.signature().outputs().stream().map(TensorSpec::name).toList();
    }

    @Override
    public void close() {
        request.close();
        model.close();
    }
}
