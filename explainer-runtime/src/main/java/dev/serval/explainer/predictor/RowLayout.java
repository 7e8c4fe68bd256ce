package dev.serval.explainer.predictor;

import dev.serval.explainer.model.Rows;
import dev.serval.explainer.parts.MaskedText;
import dev.serval.inference.failure.InvalidInput;
import dev.serval.inference.failure.Unsupported;
import dev.serval.inference.request.InferInput;
import dev.serval.inference.request.InferRequest;
import dev.serval.inference.tensor.DataType;
import dev.serval.inference.tensor.Shape;
import dev.serval.inference.tensor.Tensor;
import dev.serval.inference.tensor.TensorAllocator;
import java.util.ArrayList;
import java.util.List;

/// How the rows of a request are laid out in its tensors, so that other rows can be sent alike.
public sealed interface RowLayout {
    /// All of a row in one tensor, rows along its first dimension.
    ///
    /// @param rowShape without the first dimension
    record Whole(String name, DataType type, Shape rowShape) implements RowLayout {}

    /// Each feature in a tensor of its own, rows along its only dimension, or the first of two.
    record Columns(List<Column> columns) implements RowLayout {
        public Columns {
            columns = List.copyOf(columns);
        }
    }

    /// A text in a BYTES tensor, a row of it with a number for each word: from 0.5 on it is there.
    ///
    /// @param rank 1 or 2
    record Text(String name, int rank, MaskedText text) implements RowLayout {}

    /// A tensor with one value a row.
    ///
    /// @param rank 1 or 2
    record Column(String name, DataType type, int rank) {}

    /// The layout of a request.
    ///
    /// @throws InvalidInput if it has no rows of numbers
    static RowLayout of(InferRequest request) {
        List<InferInput> inputs = request.inputs();
        for (InferInput input : inputs) {
            if (input.tensor().dataType() == DataType.BYTES) {
                throw new Unsupported(
                        "input '%s' is BYTES; rows of numbers are explained, or texts in one input"
                                .formatted(input.name()));
            }
            if (input.tensor().shape().rank() == 0) {
                throw new InvalidInput(
                        "input '%s' is a scalar, expected rows along its first dimension"
                                .formatted(input.name()));
            }
        }
        if (inputs.size() == 1) {
            Tensor only = inputs.getFirst().tensor();
            return new Whole(only.name(), only.dataType(), rowShape(only.shape()));
        }
        List<Column> columns = new ArrayList<>();
        for (InferInput input : inputs) {
            Shape shape = input.tensor().shape();
            if (shape.rank() > 2 || shape.rank() == 2 && shape.dimension(1) != 1) {
                throw new Unsupported(
                        "input '%s' has shape %s beside other inputs; several inputs are explained"
                                        .formatted(input.name(), shape)
                                + " if each is a column");
            }
            columns.add(new Column(input.name(), input.tensor().dataType(), shape.rank()));
        }
        return new Columns(columns);
    }

    private static Shape rowShape(Shape shape) {
        long[] dimensions = shape.toArray();
        long[] row = new long[dimensions.length - 1];
        System.arraycopy(dimensions, 1, row, 0, row.length);
        return Shape.of(row);
    }

    /// How many numbers a row has.
    default int width() {
        return switch (this) {
            case Whole whole -> Math.toIntExact(whole.rowShape().elementCount());
            case Columns columns -> columns.columns().size();
            case Text text -> text.text().words().size();
        };
    }

    /// The shape of one row.
    default Shape shape() {
        return switch (this) {
            case Whole whole -> whole.rowShape();
            case Columns columns -> Shape.of(columns.columns().size());
            case Text text -> Shape.of(text.text().words().size());
        };
    }

    /// The rows of numbers of a request of this layout.
    default Rows rows(InferRequest request) {
        List<Tensor> tensors = request.inputs().stream().map(InferInput::tensor).toList();
        if (width() == 0 || tensors.getFirst().elementCount() == 0) {
            throw new InvalidInput("the request has no rows, expected at least one");
        }
        List<double[]> columns = tensors.stream().map(TensorNumbers::read).toList();
        if (columns.size() == 1) {
            return Rows.over(width(), columns.getFirst());
        }
        int count = columns.getFirst().length;
        double[] values = new double[count * columns.size()];
        for (int column = 0; column < columns.size(); column++) {
            if (columns.get(column).length != count) {
                throw new InvalidInput(
                        "input '%s' has %d rows, expected %d as the first input"
                                .formatted(
                                        tensors.get(column).name(),
                                        columns.get(column).length,
                                        count));
            }
            for (int row = 0; row < count; row++) {
                values[row * columns.size() + column] = columns.get(column)[row];
            }
        }
        return Rows.over(columns.size(), values);
    }

    /// Some rows as a request of this layout, which its caller closes.
    default InferRequest request(Rows rows, int from, int to, TensorAllocator allocator) {
        return switch (this) {
            case Whole whole -> {
                long[] rowShape = whole.rowShape().toArray();
                long[] dimensions = new long[rowShape.length + 1];
                dimensions[0] = (long) to - from;
                System.arraycopy(rowShape, 0, dimensions, 1, rowShape.length);
                Tensor tensor =
                        Tensor.allocate(
                                whole.name(), whole.type(), Shape.of(dimensions), allocator);
                TensorNumbers.write(rows, from, to, tensor);
                yield InferRequest.of(List.of(tensor));
            }
            case Text text -> {
                List<String> shown = new ArrayList<>(to - from);
                for (int row = from; row < to; row++) {
                    shown.add(text.text().with(rows, row));
                }
                yield InferRequest.of(
                        List.of(
                                Tensor.ofStrings(
                                        text.name(),
                                        rowsOf(text.rank(), to - from),
                                        shown,
                                        allocator)));
            }
            case Columns columns -> {
                List<Tensor> tensors = new ArrayList<>();
                for (int i = 0; i < columns.columns().size(); i++) {
                    Column column = columns.columns().get(i);
                    Shape shape = rowsOf(column.rank(), to - from);
                    Tensor tensor = Tensor.allocate(column.name(), column.type(), shape, allocator);
                    TensorNumbers.write(Rows.over(1, rows.slice(from, to).column(i)), tensor);
                    tensors.add(tensor);
                }
                yield InferRequest.of(tensors);
            }
        };
    }

    private static Shape rowsOf(int rank, long count) {
        return rank == 1 ? Shape.of(count) : Shape.of(count, 1);
    }
}
