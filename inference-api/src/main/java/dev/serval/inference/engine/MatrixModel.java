package dev.serval.inference.engine;

import dev.serval.inference.failure.EngineFailure;
import dev.serval.inference.failure.InvalidInput;
import dev.serval.inference.library.LibraryException;
import dev.serval.inference.model.ModelSignature;
import dev.serval.inference.model.TensorSpec;
import dev.serval.inference.request.CallContext;
import dev.serval.inference.request.InferRequest;
import dev.serval.inference.request.InferResponse;
import dev.serval.inference.request.Parameters;
import dev.serval.inference.request.RequestedOutput;
import dev.serval.inference.tensor.Shape;
import dev.serval.inference.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/// A model that takes one matrix of features and computes each of its outputs of it: the first,
/// where a caller names none.
public abstract class MatrixModel implements Model {
    /// What the matrix is called.
    public static final String INPUT = "input-0";

    private final ModelSignature signature;
    private final List<RequestedOutput> first;
    private final long memoryBytes;

    /// @param first the output that a caller gets who names none
    protected MatrixModel(ModelSignature signature, String first, long memoryBytes) {
        this.signature = signature;
        this.first = List.of(new RequestedOutput(first));
        this.memoryBytes = memoryBytes;
    }

    /// The output of that name, which the caller closes.
    ///
    /// @param matrix as the signature declares it
    /// @throws InvalidInput if the model has no such output, or cannot be asked that
    /// @throws LibraryException with the library's reason
    protected abstract Tensor answer(String output, Tensor matrix, CallContext call);

    /// The shape of an answer of so many numbers for each row: a list where that is one.
    protected static Shape rowsOf(long rows, long columns) {
        return columns == 1 ? Shape.of(rows) : Shape.of(rows, columns);
    }

    @Override
    public final ModelSignature signature() {
        return signature;
    }

    @Override
    public final long memoryBytes() {
        return memoryBytes;
    }

    @Override
    public final InferResponse infer(InferRequest request, CallContext call) {
        Tensor matrix = matrixOf(request);
        List<RequestedOutput> wanted = request.outputs().isEmpty() ? first : request.outputs();
        List<Tensor> outputs = new ArrayList<>(wanted.size());
        try {
            for (RequestedOutput output : wanted) {
                outputs.add(answer(output.name(), matrix, call));
            }
            return new InferResponse(Parameters.none(), outputs);
        } catch (LibraryException failure) {
            outputs.forEach(Tensor::close);
            throw new EngineFailure(failure.reason(), failure);
        } catch (RuntimeException failure) {
            outputs.forEach(Tensor::close);
            throw failure;
        }
    }

    /// Native code reads as many numbers as it is told, so that is looked at here too.
    private Tensor matrixOf(InferRequest request) {
        Tensor matrix =
                request.findInput(INPUT)
                        .orElseThrow(
                                () -> new InvalidInput("input '%s' is missing".formatted(INPUT)));
        TensorSpec spec = signature.inputs().getFirst();
        if (matrix.dataType() != spec.dataType() || !spec.shape().accepts(matrix.shape())) {
            throw new InvalidInput("input is %s, expected %s".formatted(matrix, spec));
        }
        return matrix;
    }
}
