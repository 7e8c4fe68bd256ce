package dev.serval.explainer.predictor;

import dev.serval.explainer.method.NearestName;
import dev.serval.explainer.model.Rows;
import dev.serval.inference.failure.EngineFailure;
import dev.serval.inference.failure.InvalidInput;
import dev.serval.inference.failure.Unsupported;
import dev.serval.inference.request.InferResponse;
import dev.serval.inference.tensor.DataType;
import dev.serval.inference.tensor.Tensor;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/// Which of a predictor's outputs is explained.
///
/// @param name the output's name; empty for the one that says most: probabilities before scores,
///   floating-point numbers before integers
/// @param except an output that is only explained where it is named; empty for none
public record OutputChoice(String name, String except) {
    public OutputChoice(String name) {
        this(name, "");
    }

    /// The numbers of the output, a row for each row that was sent.
    ///
    /// @throws InvalidInput if the predictor has no output of that name
    /// @throws Unsupported if the output holds no numbers
    Rows rows(InferResponse response, int rows) {
        Tensor tensor = tensor(response.outputs());
        double[] numbers = TensorNumbers.read(tensor);
        if (rows == 0 || numbers.length == 0 || numbers.length % rows != 0) {
            throw new EngineFailure(
                    "the predictor's output '%s' has shape %s for %d rows, expected as many rows"
                            .formatted(tensor.name(), tensor.shape(), rows),
                    null);
        }
        return Rows.over(numbers.length / rows, numbers);
    }

    private Tensor tensor(List<Tensor> outputs) {
        if (name.isEmpty()) {
            return outputs.stream()
                    .max(Comparator.comparingInt(this::worth))
                    .orElseThrow(
                            () -> new EngineFailure("the predictor answered no outputs", null));
        }
        List<String> names = outputs.stream().map(Tensor::name).toList();
        int index = names.indexOf(name);
        if (index < 0) {
            throw new InvalidInput(
                    "the predictor has no output '%s'%s, expected one of %s"
                            .formatted(name, NearestName.hint(name, names), names));
        }
        return outputs.get(index);
    }

    private int worth(Tensor tensor) {
        if (tensor.dataType() == DataType.BYTES || tensor.name().equals(except)) {
            return 0;
        }
        boolean probabilities = tensor.name().toLowerCase(Locale.ROOT).contains("prob");
        boolean floating = tensor.dataType().kind() == DataType.Kind.FLOATING;
        return 1 + (floating ? 2 : 0) + (probabilities ? 1 : 0);
    }
}
