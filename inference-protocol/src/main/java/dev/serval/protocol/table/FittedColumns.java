package dev.serval.protocol.table;

import dev.serval.inference.model.TableForm;
import dev.serval.inference.model.TensorSpec;
import dev.serval.inference.request.InferInput;
import dev.serval.inference.request.InferRequest;
import dev.serval.inference.tensor.Shape;
import dev.serval.inference.tensor.Tensor;
import dev.serval.inference.tensor.TensorAllocator;
import java.util.ArrayList;
import java.util.List;

/// Columns that are sent apart to a model that takes them apart: each as `[rows]` or `[rows, 1]`
/// and of any type that its own can hold.
final class FittedColumns {
    private FittedColumns() {}

    /// The request with its columns as declared; it owns all that the other one did. On failure the
    /// other one is whole only in the columns that were not copied, and must be closed.
    static InferRequest of(
            TableForm.Columns table, InferRequest request, TensorAllocator allocator) {
        List<InferInput> fitted = new ArrayList<>(request.inputs().size());
        try {
            for (InferInput input : request.inputs()) {
                fitted.add(fit(table, input, allocator));
            }
        } catch (RuntimeException refused) {
            fitted.forEach(input -> input.tensor().close());
            throw refused;
        }
        return new InferRequest(request.id(), request.parameters(), fitted, request.outputs());
    }

    private static InferInput fit(
            TableForm.Columns table, InferInput input, TensorAllocator allocator) {
        Tensor tensor = input.tensor();
        for (TensorSpec column : table.columns()) {
            if (column.name().equals(tensor.name())) {
                Tensor fitted = TableRequest.fit(tensor, column, shape(tensor), allocator);
                return fitted == tensor ? input : new InferInput(fitted, input.parameters());
            }
        }
        return input;
    }

    private static Shape shape(Tensor tensor) {
        Shape shape = tensor.shape();
        boolean single = shape.rank() == 2 && shape.dimension(1) == 1;
        return single ? Shape.of(shape.dimension(0)) : shape;
    }
}
