package dev.serval.protocol.table;

import static java.util.stream.Collectors.toSet;

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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// Columns that are sent apart to a model that takes them as one matrix.
final class MatrixOfColumns {
    private final TableForm.Matrix table;
    private final InferRequest request;

    private MatrixOfColumns(TableForm.Matrix table, InferRequest request) {
        this.table = table;
        this.request = request;
    }

    /// The matrix of the request's columns. The request stays as it was.
    static Tensor of(TableForm.Matrix table, InferRequest request, TensorAllocator allocator) {
        return new MatrixOfColumns(table, request).make(allocator);
    }

    private Tensor make(TensorAllocator allocator) {
        Map<String, Tensor> given = columnsByName();
        long rows = requireEquallyLong();
        List<TensorSpec> columns = table.columns();
        new MissingValues().take(rows * (columns.size() - given.size()));
        Shape shape = Shape.of(rows, columns.size());
        DataType type = table.matrix().dataType();
        Tensor matrix = Tensor.allocate(table.matrix().name(), type, shape, allocator);
        try {
            for (int i = 0; i < columns.size(); i++) {
                Stride place = Stride.column(i, columns.size(), rows);
                Tensor column = given.get(columns.get(i).name());
                if (column == null) {
                    fillMissing(matrix, columns.get(i), place);
                } else {
                    fillWith(column, matrix, place);
                }
            }
            return matrix;
        } catch (RuntimeException refused) {
            matrix.close();
            throw refused;
        }
    }

    private Map<String, Tensor> columnsByName() {
        Set<String> names = table.columns().stream().map(TensorSpec::name).collect(toSet());
        Map<String, Tensor> given = new HashMap<>();
        for (InferInput input : request.inputs()) {
            requireColumn(input.tensor(), names);
            if (given.put(input.name(), input.tensor()) != null) {
                throw new InvalidInput(
                        "column '%s' is given twice, expected once".formatted(input.name()));
            }
        }
        return given;
    }

    private void fillWith(Tensor column, Tensor matrix, Stride place) {
        List<String> categories = table.categories().get(column.name());
        if (categories != null) {
            CategoryCodes.of(categories).copy(column, matrix, place);
            return;
        }
        Stride whole = Stride.whole(place.count());
        NumberCopy.copy(column, whole, matrix.data(), matrix.dataType(), place);
    }

    private void fillMissing(Tensor matrix, TensorSpec column, Stride place) {
        if (!column.optional()) {
            throw new InvalidInput(
                    "column '%s' is missing, expected all of %s".formatted(column.name(), names()));
        }
        for (long i = 0; i < place.count(); i++) {
            NumberCopy.put(Double.NaN, matrix, place.at(i));
        }
    }

    private void requireColumn(Tensor tensor, Set<String> names) {
        if (!names.contains(tensor.name())) {
            throw new InvalidInput(
                    "the model has no column '%s', expected one matrix '%s' or columns of %s"
                            .formatted(tensor.name(), table.matrix().name(), names()));
        }
        boolean named =
                tensor.dataType() == DataType.BYTES
                        && table.categories().containsKey(tensor.name());
        if (!named && !NumberCopy.isPossible(tensor.dataType(), table.matrix().dataType())) {
            throw new InvalidInput(
                    "column '%s' has datatype %s, expected numbers"
                            .formatted(tensor.name(), tensor.dataType()));
        }
    }

    private long requireEquallyLong() {
        Tensor first = request.inputs().getFirst().tensor();
        for (InferInput input : request.inputs()) {
            Shape shape = input.tensor().shape();
            boolean column = shape.rank() == 1 || (shape.rank() == 2 && shape.dimension(1) == 1);
            if (!column) {
                throw new InvalidInput(
                        "column '%s' has shape %s, expected [rows] or [rows,1]"
                                .formatted(input.name(), shape));
            }
            if (shape.dimension(0) != first.shape().dimension(0)) {
                throw new InvalidInput(
                        "column '%s' has %d rows, expected %d like column '%s'"
                                .formatted(
                                        input.name(),
                                        shape.dimension(0),
                                        first.shape().dimension(0),
                                        first.name()));
            }
        }
        return first.shape().dimension(0);
    }

    private String names() {
        return table.columns().stream().map(TensorSpec::name).collect(Collectors.joining(", "));
    }
}
