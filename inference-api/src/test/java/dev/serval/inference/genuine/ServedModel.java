package dev.serval.inference.genuine;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.serval.inference.engine.Model;
import dev.serval.inference.failure.InferenceException;
import dev.serval.inference.failure.InvalidInput;
import dev.serval.inference.model.TensorSpec;
import dev.serval.inference.request.CallContext;
import dev.serval.inference.request.Deadline;
import dev.serval.inference.request.InferInput;
import dev.serval.inference.request.InferRequest;
import dev.serval.inference.request.InferResponse;
import dev.serval.inference.tensor.DataType;
import dev.serval.inference.tensor.PooledTensorAllocator;
import dev.serval.inference.tensor.Shape;
import dev.serval.inference.tensor.Tensor;
import dev.serval.inference.tensor.TensorRows;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.LongStream;

/// A model, asked what a server asks beside its callers' requests as they come: rows by themselves
/// that were asked for together, as a batch is, inputs that are made up, and those that don't fit.
final class ServedModel {
    private static final int MOST_ROWS = 12;

    private final Model model;
    private final PooledTensorAllocator allocator;
    private final double tolerance;
    private final CallContext call;

    ServedModel(Model model, PooledTensorAllocator allocator, double tolerance) {
        this.model = model;
        this.allocator = allocator;
        this.tolerance = tolerance;
        this.call = new CallContext(Deadline.after(Duration.ofMinutes(1)), allocator);
    }

    /// Whether its signature says that it takes and gives rows.
    boolean takesRows() {
        return model.signature().inputs().stream().allMatch(ServedModel::isOpen)
                && model.signature().outputs().stream().allMatch(ServedModel::isOpen);
    }

    private static boolean isOpen(TensorSpec tensor) {
        Shape shape = tensor.shape();
        return shape.rank() > 0 && shape.dimension(0) == Shape.DYNAMIC;
    }

    /// What is answered otherwise for a row alone than among all; empty if nothing is.
    String differenceAlone(InferRequest all) {
        try (InferResponse together = model.infer(all, call)) {
            long rows = all.inputs().getFirst().tensor().shape().dimension(0);
            for (long row = 0; row < Math.min(rows, MOST_ROWS); row++) {
                try (InferResponse alone = model.infer(row(all, row), call)) {
                    String difference = difference(together, rows, alone, row);
                    if (!difference.isEmpty()) {
                        return difference;
                    }
                } catch (InferenceException refused) {
                    return "row %d alone: %s".formatted(row, refused.getMessage());
                }
            }
            return "";
        }
    }

    private static InferRequest row(InferRequest all, long row) {
        List<InferInput> inputs = new ArrayList<>();
        for (InferInput input : all.inputs()) {
            inputs.add(
                    new InferInput(
                            TensorRows.slice(input.tensor(), row, 1, Tensor.Release.BORROWED)));
        }
        return new InferRequest(null, all.parameters(), inputs, all.outputs());
    }

    private String difference(InferResponse together, long rows, InferResponse alone, long row) {
        for (int i = 0; i < alone.outputs().size(); i++) {
            Tensor among = together.outputs().get(i);
            Tensor single = alone.outputs().get(i);
            if (!isOf(rows, among) || !isOf(1, single)) {
                return "%s of %d rows, %s of one".formatted(among, rows, single);
            }
            Tensor expected = TensorRows.slice(among, row, 1, Tensor.Release.BORROWED);
            if (!isSame(expected, single)) {
                return "row %d of %s, alone %s".formatted(row, among, single);
            }
        }
        return "";
    }

    private static boolean isOf(long rows, Tensor tensor) {
        return tensor.shape().rank() > 0 && tensor.shape().dimension(0) == rows;
    }

    private boolean isSame(Tensor expected, Tensor found) {
        if (!expected.shape().equals(found.shape())) {
            return false;
        }
        if (expected.dataType() == DataType.BYTES) {
            return expected.toStrings().equals(found.toStrings());
        }
        double[] left = GenuineModel.numbers(expected);
        double[] right = GenuineModel.numbers(found);
        for (int i = 0; i < left.length; i++) {
            if (!GenuineModel.isClose(right[i], left[i], tolerance)) {
                return false;
            }
        }
        return true;
    }

    /// One row of zeros, as before the first caller; the model may well refuse them.
    void askForZeros() {
        try (InferRequest request = zeros()) {
            model.infer(request, call).close();
        } catch (InferenceException unsuited) {
            // made up without knowing what the model makes of its inputs
        }
    }

    private InferRequest zeros() {
        return InferRequest.of(
                model.signature().inputs().stream()
                        .map(spec -> tensor(spec.name(), spec.dataType(), closed(spec.shape())))
                        .toList());
    }

    private static Shape closed(Shape shape) {
        return Shape.of(LongStream.of(shape.toArray()).map(Math::abs).toArray());
    }

    private Tensor tensor(String name, DataType type, Shape shape) {
        if (type == DataType.BYTES) {
            int count = Math.toIntExact(shape.elementCount());
            return Tensor.ofStrings(name, shape, Collections.nCopies(count, ""), allocator);
        }
        Tensor tensor = Tensor.allocate(name, type, shape, allocator);
        tensor.data().fill((byte) 0);
        return tensor;
    }

    /// Each input of another type, and with a dimension too many, is refused by its name and with
    /// what was expected.
    void requireRefusals() {
        for (TensorSpec spec : model.signature().inputs()) {
            Shape shape = closed(spec.shape());
            boolean text = spec.dataType() == DataType.BYTES;
            requireRefusal(spec, text ? DataType.FP32 : DataType.BYTES, shape);
            if (spec.shape().isRanked()) {
                requireRefusal(spec, spec.dataType(), Shape.of(new long[shape.rank() + 1]));
            }
        }
    }

    private void requireRefusal(TensorSpec spec, DataType type, Shape shape) {
        try (InferRequest fitting = zeros();
                Tensor other = tensor(spec.name(), type, shape)) {
            List<InferInput> inputs = new ArrayList<>(fitting.inputs());
            inputs.replaceAll(
                    input -> input.name().equals(spec.name()) ? new InferInput(other) : input);
            InferRequest request =
                    new InferRequest(null, fitting.parameters(), inputs, fitting.outputs());
            assertThatThrownBy(() -> model.infer(request, call).close())
                    .as("%s for %s", other, spec)
                    .isInstanceOf(InvalidInput.class)
                    .hasMessageContaining(spec.name())
                    .hasMessageContaining(type.name())
                    .hasMessageContaining("expected")
                    .hasMessageContaining(spec.dataType().name());
        }
    }
}
