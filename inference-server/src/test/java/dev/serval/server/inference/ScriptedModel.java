package dev.serval.server.inference;

import dev.serval.inference.model.ModelName;
import dev.serval.inference.model.ModelSignature;
import dev.serval.inference.model.ModelVersion;
import dev.serval.inference.model.TensorSpec;
import dev.serval.inference.request.CallContext;
import dev.serval.inference.request.InferRequest;
import dev.serval.inference.request.InferResponse;
import dev.serval.inference.request.Parameters;
import dev.serval.inference.tensor.DataType;
import dev.serval.inference.tensor.Shape;
import dev.serval.inference.tensor.Tensor;
import dev.serval.server.catalog.InferCallback;
import dev.serval.server.catalog.ModelConfiguration;
import dev.serval.server.catalog.ServedModel;
import dev.serval.server.statistics.ModelStatistics;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// A model that has proved quick, and does with a request what a test says.
final class ScriptedModel implements ServedModel {
    private static final long A_ROW = 2 * Float.BYTES;

    private final ModelStatistics statistics = new ModelStatistics();
    private final List<String> threads = new CopyOnWriteArrayList<>();
    private final Script script;

    /// What a model does with a request.
    interface Script {
        void infer(CallContext call, InferCallback callback);
    }

    ScriptedModel(Script script) {
        this.script = script;
        for (int i = 0; i < 100; i++) {
            statistics.cost().measured(A_ROW, 1_000);
        }
    }

    /// The threads on which it was asked, in order.
    List<String> threads() {
        return List.copyOf(threads);
    }

    /// Whether its next request may be tried on an event loop.
    boolean isTrusted() {
        return isQuick(A_ROW);
    }

    static InferResponse three(CallContext call) {
        return InferResponse.of(
                Tensor.ofFloats("sum", Shape.of(1), new float[] {3}, call.allocator()));
    }

    @Override
    public ModelName name() {
        return new ModelName("scripted");
    }

    @Override
    public ModelVersion version() {
        return new ModelVersion(1);
    }

    @Override
    public ModelSignature signature() {
        return new ModelSignature(
                "test",
                List.of(new TensorSpec("x", DataType.FP32, Shape.of(-1, 2))),
                List.of(new TensorSpec("sum", DataType.FP32, Shape.of(-1))));
    }

    @Override
    public ModelConfiguration configuration() {
        return new ModelConfiguration("test", 0, "latest: 1", Parameters.none());
    }

    @Override
    public ModelStatistics statistics() {
        return statistics;
    }

    @Override
    public boolean isQuick(long inputBytes) {
        return statistics.cost().isQuick(inputBytes);
    }

    @Override
    public void infer(InferRequest request, CallContext call, InferCallback callback) {
        threads.add(Thread.currentThread().getName());
        script.infer(call, callback);
    }
}
