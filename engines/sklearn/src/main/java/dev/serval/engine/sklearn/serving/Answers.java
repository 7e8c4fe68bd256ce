package dev.serval.engine.sklearn.serving;

import dev.serval.engine.sklearn.estimator.Estimator;
import dev.serval.engine.sklearn.estimator.Matrix;
import dev.serval.engine.sklearn.estimator.Method;
import dev.serval.inference.failure.InvalidInput;
import dev.serval.inference.model.TensorSpec;
import dev.serval.inference.request.CallContext;
import dev.serval.inference.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/// What an estimator answers, as outputs: under `output-0` what its first method does, and every
/// method's answers under the method's name.
record Answers(Estimator estimator, List<Output> outputs) {
    static final String FIRST = "output-0";
    private static final int ROWS_BETWEEN_LOOKS = 256;

    /// Gives rows of what is asked, some at a time.
    @FunctionalInterface
    interface Rows {
        Matrix from(int start, int count);
    }

    Answers {
        outputs = List.copyOf(outputs);
    }

    static Answers of(Estimator estimator, AnswerSettings settings) {
        List<Output> outputs = new ArrayList<>();
        outputs.add(Output.of(FIRST, firstMethod(estimator, settings), estimator));
        for (Method method : Method.values()) {
            if (estimator.methods().contains(method)) {
                outputs.add(Output.of(method.title(), method, estimator));
            }
        }
        return new Answers(estimator, outputs);
    }

    private static Method firstMethod(Estimator estimator, AnswerSettings settings) {
        if (settings.probabilities() && estimator.methods().contains(Method.PREDICT_PROBA)) {
            return Method.PREDICT_PROBA;
        }
        return estimator.methods().contains(Method.PREDICT) ? Method.PREDICT : Method.TRANSFORM;
    }

    List<TensorSpec> specs() {
        return outputs.stream().map(Output::spec).toList();
    }

    /// The output of that name for so many rows.
    ///
    /// @throws InvalidInput if there is no such output, or a row is refused
    Tensor answer(String name, int count, Rows rows, CallContext call) {
        Output output = require(name);
        List<Matrix> blocks = new ArrayList<>();
        for (int start = 0; start < count; start += ROWS_BETWEEN_LOOKS) {
            call.requireWanted();
            Matrix block = rows.from(start, Math.min(ROWS_BETWEEN_LOOKS, count - start));
            blocks.add(estimator.evaluate(output.method(), block));
        }
        return new AnswerTensor(output, blocks).toTensor(count, call.allocator());
    }

    private Output require(String name) {
        for (Output output : outputs) {
            if (output.name().equals(name)) {
                return output;
            }
        }
        throw new InvalidInput(
                "the model has no output '%s', only %s"
                        .formatted(name, outputs.stream().map(Output::name).toList()));
    }
}
