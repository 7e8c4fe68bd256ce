package dev.serval.predictor.batching;

import dev.serval.inference.engine.Model;
import dev.serval.inference.failure.InvalidInput;
import dev.serval.inference.model.ModelSignature;
import dev.serval.inference.model.TensorSpec;
import dev.serval.inference.request.CallContext;
import dev.serval.inference.request.InferRequest;
import dev.serval.inference.request.InferResponse;
import dev.serval.inference.tensor.DataType;
import dev.serval.inference.tensor.Shape;
import dev.serval.inference.tensor.Tensor;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// Answers each row with the sum of its values, and remembers how many rows its runs had. A row
/// that has NaN in it fails the whole run.
final class SumModel implements Model {
    final List<Integer> runs = new CopyOnWriteArrayList<>();
    private final Behaviour behaviour;
    private final ModelSignature signature;
    private volatile Runnable whileRunning = () -> {};

    /// How it does with several rows.
    enum Behaviour {
        PLAIN,
        /// Subtracts the mean of all rows from each.
        ROWS_INTERACT,
        /// Answers one row whatever it is asked.
        ONE_ROW_OUT,
        /// Fails runs of more than a row.
        ONE_ROW_ONLY
    }

    SumModel(Behaviour behaviour) {
        this(behaviour, Shape.of(-1, -1), Shape.of(-1));
    }

    SumModel(Behaviour behaviour, Shape input, Shape output) {
        this.behaviour = behaviour;
        this.signature =
                new ModelSignature(
                        "sum",
                        List.of(
                                new TensorSpec("x", DataType.FP32, input),
                                new TensorSpec("scale", DataType.FP32, Shape.of(1), true)),
                        List.of(
                                new TensorSpec("sum", DataType.FP32, output),
                                new TensorSpec("text", DataType.BYTES, output)));
    }

    void whileRunning(Runnable action) {
        whileRunning = action;
    }

    @Override
    public ModelSignature signature() {
        return signature;
    }

    @Override
    public InferResponse infer(InferRequest request, CallContext call) {
        Tensor x = request.findInput("x").orElseThrow();
        int rows = (int) x.shape().dimension(0);
        runs.add(rows);
        whileRunning.run();
        if (rows > 1 && behaviour == Behaviour.ONE_ROW_ONLY) {
            throw new InvalidInput("cannot reshape");
        }
        float[] sums = sums(x, rows);
        int answered = behaviour == Behaviour.ONE_ROW_OUT ? 1 : rows;
        Shape shape = Shape.of(answered);
        Tensor sum =
                Tensor.ofFloats(
                        "sum", shape, java.util.Arrays.copyOf(sums, answered), call.allocator());
        if (!request.wants("text")) {
            return InferResponse.of(sum);
        }
        List<String> texts = new java.util.ArrayList<>();
        for (int row = 0; row < answered; row++) {
            texts.add("=" + sums[row]);
        }
        return InferResponse.of(sum, Tensor.ofStrings("text", shape, texts, call.allocator()));
    }

    private float[] sums(Tensor x, int rows) {
        float[] values = x.toFloats();
        float[] sums = new float[rows];
        float mean = 0;
        int width = rows == 0 ? 0 : values.length / rows;
        for (int row = 0; row < rows; row++) {
            for (int i = 0; i < width; i++) {
                sums[row] += values[row * width + i];
            }
            if (Float.isNaN(sums[row])) {
                throw new InvalidInput("row %d is not a number".formatted(row));
            }
            mean += sums[row] / rows;
        }
        if (behaviour == Behaviour.ROWS_INTERACT) {
            for (int row = 0; row < rows; row++) {
                sums[row] -= mean;
            }
        }
        return sums;
    }
}
