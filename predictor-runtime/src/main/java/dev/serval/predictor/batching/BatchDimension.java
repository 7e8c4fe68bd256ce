package dev.serval.predictor.batching;

import dev.serval.inference.model.ModelFunctions;
import dev.serval.inference.model.ModelSignature;
import dev.serval.inference.model.TableForm;
import dev.serval.inference.model.TensorSpec;
import dev.serval.inference.request.InferInput;
import dev.serval.inference.request.InferRequest;
import dev.serval.inference.tensor.Shape;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// The first dimension of a model's tensors, along which requests are merged.
final class BatchDimension {
    private static final long NOT_ALIKE = -1;

    private final Set<String> required = new HashSet<>();
    private final Set<String> rowwise = new HashSet<>();
    private final String obstacle;

    BatchDimension(ModelSignature signature) {
        List<TensorSpec> rows = rowwise(signature);
        for (TensorSpec input : rows) {
            rowwise.add(input.name());
            if (!input.optional()) {
                required.add(input.name());
            }
        }
        obstacle = obstacle(rows, signature.outputs());
    }

    /// The inputs that have a row for each of a request's: those that every request gives, and the
    /// columns of a table, also where a request may leave them out.
    private static List<TensorSpec> rowwise(ModelSignature signature) {
        boolean columns = signature.table() instanceof TableForm.Columns;
        return signature.inputs().stream().filter(input -> columns || !input.optional()).toList();
    }

    /// Why requests cannot be merged at all; empty if they can.
    String obstacle() {
        return obstacle;
    }

    private static String obstacle(List<TensorSpec> inputs, List<TensorSpec> outputs) {
        if (inputs.isEmpty()) {
            return "the model has no input that every request gives";
        }
        for (TensorSpec input : inputs) {
            if (!isOpen(input)) {
                return sentence("input", input);
            }
        }
        for (TensorSpec output : outputs) {
            if (!isOpen(output)) {
                return sentence("output", output);
            }
        }
        return "";
    }

    private static boolean isOpen(TensorSpec tensor) {
        return tensor.shape().rank() > 0 && tensor.shape().dimension(0) == Shape.DYNAMIC;
    }

    private static String sentence(String role, TensorSpec tensor) {
        return "%s '%s' has shape %s, expected its first dimension to be open (-1)"
                .formatted(role, tensor.name(), tensor.shape());
    }

    private static boolean asksForAFunction(InferRequest request) {
        return !request.parameters().isEmpty()
                && request.parameters().find(ModelFunctions.PARAMETER).isPresent();
    }

    /// How many rows a request has; negative if it cannot be merged with any: its inputs have
    /// different numbers of rows or none, it gives an optional input that is not a row's, or it
    /// asks for one of the model's functions by name, whose dimensions are not looked at here.
    long rows(InferRequest request) {
        List<InferInput> inputs = request.inputs();
        if (asksForAFunction(request)) {
            return NOT_ALIKE;
        }
        long rows = 0;
        int given = 0;
        for (InferInput input : inputs) {
            Shape shape = input.tensor().shape();
            if (!rowwise.contains(input.name()) || shape.rank() == 0) {
                return NOT_ALIKE;
            }
            given += required.contains(input.name()) ? 1 : 0;
            if (rows != 0 && shape.dimension(0) != rows) {
                return NOT_ALIKE;
            }
            rows = shape.dimension(0);
            if (rows == 0) {
                return NOT_ALIKE;
            }
        }
        return given == required.size() && rows > 0 ? rows : NOT_ALIKE;
    }
}
