package dev.serval.predictor.batching;

import dev.serval.inference.request.InferInput;
import dev.serval.inference.request.InferRequest;
import dev.serval.inference.request.Parameters;
import dev.serval.inference.request.RequestedOutput;
import dev.serval.inference.tensor.Shape;
import dev.serval.inference.tensor.Tensor;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Whether two requests ask the same of the same kind of rows, so that one run can answer both.
final class Likeness {
    /// What only the wire or the queue understands, and a model does not.
    private static final Set<String> NOT_FOR_THE_MODEL =
            Set.of(
                    "priority",
                    "timeout",
                    "binary_data",
                    "binary_data_output",
                    "binary_data_size",
                    "classification");

    private Likeness() {}

    static boolean of(InferRequest one, InferRequest other) {
        return sameInputs(one.inputs(), other.inputs())
                && sameOutputs(one.outputs(), other.outputs())
                && same(one.parameters(), other.parameters());
    }

    /// Whether their tensors have the same content, row for row.
    static boolean ofContent(InferRequest one, InferRequest other) {
        for (int i = 0; i < one.inputs().size(); i++) {
            Tensor left = one.inputs().get(i).tensor();
            Tensor right = other.inputs().get(i).tensor();
            if (!left.shape().equals(right.shape()) || left.data().mismatch(right.data()) >= 0) {
                return false;
            }
        }
        return true;
    }

    private static boolean sameInputs(List<InferInput> one, List<InferInput> other) {
        if (one.size() != other.size()) {
            return false;
        }
        for (int i = 0; i < one.size(); i++) {
            InferInput left = one.get(i);
            InferInput right = other.get(i);
            if (!left.name().equals(right.name())
                    || left.tensor().dataType() != right.tensor().dataType()
                    || !sameRows(left.tensor().shape(), right.tensor().shape())
                    || !same(left.parameters(), right.parameters())) {
                return false;
            }
        }
        return true;
    }

    private static boolean sameRows(Shape one, Shape other) {
        if (one.rank() != other.rank()) {
            return false;
        }
        for (int axis = 1; axis < one.rank(); axis++) {
            if (one.dimension(axis) != other.dimension(axis)) {
                return false;
            }
        }
        return true;
    }

    private static boolean sameOutputs(List<RequestedOutput> one, List<RequestedOutput> other) {
        if (one.size() != other.size()) {
            return false;
        }
        for (int i = 0; i < one.size(); i++) {
            if (!one.get(i).name().equals(other.get(i).name())
                    || !same(one.get(i).parameters(), other.get(i).parameters())) {
                return false;
            }
        }
        return true;
    }

    private static boolean same(Parameters one, Parameters other) {
        if (one.isEmpty() && other.isEmpty()) {
            return true;
        }
        return forTheModel(one).equals(forTheModel(other));
    }

    private static Map<String, Object> forTheModel(Parameters parameters) {
        Map<String, Object> left = new HashMap<>(parameters.byName());
        left.keySet().removeAll(NOT_FOR_THE_MODEL);
        return left;
    }
}
