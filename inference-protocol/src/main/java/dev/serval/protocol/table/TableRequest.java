package dev.serval.protocol.table;

import dev.serval.inference.model.ModelSignature;
import dev.serval.inference.model.TableForm;
import dev.serval.inference.model.TensorSpec;
import dev.serval.inference.request.InferInput;
import dev.serval.inference.request.InferRequest;
import dev.serval.inference.tensor.Shape;
import dev.serval.inference.tensor.Tensor;
import dev.serval.inference.tensor.TensorAllocator;
import dev.serval.protocol.table.NumberCopy.Stride;
import java.util.List;

/// Makes the inputs that a model of tables declares out of those that its caller sent. What cannot
/// be made is left as it is, for the check against the signature to refuse.
public final class TableRequest {
    private TableRequest() {}

    /// The request with the declared inputs; the same one if they are there already. The old
    /// request's memory belongs to the new one or is given back; on failure it is as it was.
    ///
    /// @throws dev.serval.inference.failure.InvalidInput if columns are missing, differ in length
    ///   or hold what the model's type cannot
    public static InferRequest fit(
            ModelSignature signature, InferRequest request, TensorAllocator allocator) {
        return switch (signature.table()) {
            case null -> request;
            case TableForm.Matrix matrix -> fitMatrix(matrix, request, allocator);
            case TableForm.Columns columns -> fitColumns(columns, request, allocator);
        };
    }

    private static InferRequest fitMatrix(
            TableForm.Matrix table, InferRequest request, TensorAllocator allocator) {
        if (request.inputs().isEmpty()) {
            return request;
        }
        InferInput first = request.inputs().getFirst();
        if (request.inputs().size() == 1 && !isOneColumn(table, first.tensor())) {
            Tensor fitted = fit(first.tensor(), table.matrix(), first.tensor().shape(), allocator);
            return fitted == first.tensor() ? request : with(request, first, fitted);
        }
        Tensor matrix = MatrixOfColumns.of(table, request, allocator);
        request.close();
        return new InferRequest(
                request.id(),
                request.parameters(),
                List.of(new InferInput(matrix)),
                request.outputs());
    }

    /// Whether a tensor is a column by its name, and no matrix by its shape.
    private static boolean isOneColumn(TableForm table, Tensor tensor) {
        boolean matrix =
                tensor.shape().rank() == 2
                        && tensor.shape().dimension(1) == table.columns().size()
                        && table.columns().size() > 1;
        return !matrix
                && table.columns().stream().anyMatch(column -> column.name().equals(tensor.name()));
    }

    private static InferRequest with(InferRequest request, InferInput input, Tensor fitted) {
        return new InferRequest(
                request.id(),
                request.parameters(),
                List.of(new InferInput(fitted, input.parameters())),
                request.outputs());
    }

    private static InferRequest fitColumns(
            TableForm.Columns table, InferRequest request, TensorAllocator allocator) {
        List<InferInput> inputs = request.inputs();
        if (inputs.size() == 1 && !isOneColumn(table, inputs.getFirst().tensor())) {
            return ColumnsOfMatrix.of(table, request, allocator);
        }
        return FittedColumns.of(table, request, allocator);
    }

    /// The tensor under a declared name and of the declared type, in a shape of as many elements.
    /// It owns what the one before owned, which is closed if it was copied; the same tensor if
    /// nothing has to change or nothing can be done.
    static Tensor fit(Tensor tensor, TensorSpec declared, Shape shape, TensorAllocator allocator) {
        boolean sameType = tensor.dataType() == declared.dataType();
        if (sameType && tensor.name().equals(declared.name()) && tensor.shape().equals(shape)) {
            return tensor;
        }
        if (sameType) {
            return tensor.dataType().hasFixedSize()
                    ? Tensor.over(
                            declared.name(),
                            declared.dataType(),
                            shape,
                            tensor.data(),
                            tensor::close)
                    : Tensor.overBytes(
                            declared.name(), shape, tensor.data(), tensor.offsets(), tensor::close);
        }
        if (!NumberCopy.isPossible(tensor.dataType(), declared.dataType())) {
            return tensor;
        }
        Tensor fitted = Tensor.allocate(declared.name(), declared.dataType(), shape, allocator);
        try {
            Stride all = Stride.whole(tensor.elementCount());
            NumberCopy.copy(tensor, all, fitted.data(), declared.dataType(), all);
        } catch (RuntimeException refused) {
            fitted.close();
            throw refused;
        }
        tensor.close();
        return fitted;
    }
}
