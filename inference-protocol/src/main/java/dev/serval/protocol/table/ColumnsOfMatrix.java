package dev.serval.protocol.table;

import dev.serval.inference.failure.InvalidInput;
import dev.serval.inference.model.TableForm;
import dev.serval.inference.model.TensorSpec;
import dev.serval.inference.request.InferInput;
import dev.serval.inference.request.InferRequest;
import dev.serval.inference.tensor.DataType;
import dev.serval.inference.tensor.Shape;
import dev.serval.inference.tensor.Tensor;
import dev.serval.inference.tensor.TensorAllocator;
import dev.serval.protocol.table.NumberCopy.Stride;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;

/// A matrix that is sent to a model that takes its columns apart.
final class ColumnsOfMatrix {
    private ColumnsOfMatrix() {}

    /// The request with the matrix' columns; the matrix is closed. The same request if the tensor
    /// is no matrix of as many columns.
    static InferRequest of(
            TableForm.Columns table, InferRequest request, TensorAllocator allocator) {
        Tensor matrix = request.inputs().getFirst().tensor();
        Shape shape = matrix.shape();
        if (shape.rank() != 2 || shape.dimension(1) != table.columns().size()) {
            throw new InvalidInput(
                    "input '%s' has shape %s, expected [rows,%d] or the columns apart"
                            .formatted(matrix.name(), shape, table.columns().size()));
        }
        List<InferInput> columns = new ArrayList<>(table.columns().size());
        try {
            for (int i = 0; i < table.columns().size(); i++) {
                columns.add(new InferInput(column(matrix, table.columns().get(i), i, allocator)));
            }
        } catch (RuntimeException refused) {
            columns.forEach(column -> column.tensor().close());
            throw refused;
        }
        matrix.close();
        return new InferRequest(request.id(), request.parameters(), columns, request.outputs());
    }

    private static Tensor column(
            Tensor matrix, TensorSpec column, int index, TensorAllocator allocator) {
        long rows = matrix.shape().dimension(0);
        long columns = matrix.shape().dimension(1);
        if (matrix.dataType() == DataType.BYTES && column.dataType() == DataType.BYTES) {
            return strings(matrix, column, index, allocator);
        }
        if (!NumberCopy.isPossible(matrix.dataType(), column.dataType())) {
            throw new InvalidInput(
                    "input '%s' has datatype %s, expected %s for column '%s': send the columns apart"
                            .formatted(
                                    matrix.name(),
                                    matrix.dataType(),
                                    column.dataType(),
                                    column.name()));
        }
        Tensor made = Tensor.allocate(column.name(), column.dataType(), Shape.of(rows), allocator);
        try {
            NumberCopy.copy(
                    matrix,
                    Stride.column(index, columns, rows),
                    made.data(),
                    column.dataType(),
                    Stride.whole(rows));
            return made;
        } catch (RuntimeException refused) {
            made.close();
            throw refused;
        }
    }

    private static Tensor strings(
            Tensor matrix, TensorSpec column, int index, TensorAllocator allocator) {
        long rows = matrix.shape().dimension(0);
        long columns = matrix.shape().dimension(1);
        List<byte[]> elements = new ArrayList<>();
        for (long row = 0; row < rows; row++) {
            elements.add(matrix.element(row * columns + index).toArray(ValueLayout.JAVA_BYTE));
        }
        return Tensor.ofBytes(column.name(), Shape.of(rows), elements, allocator);
    }
}
