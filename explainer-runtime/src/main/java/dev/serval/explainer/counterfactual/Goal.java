package dev.serval.explainer.counterfactual;

import dev.serval.explainer.method.ParameterSpec;
import dev.serval.explainer.method.Settings;
import dev.serval.explainer.model.Decision;
import dev.serval.explainer.model.Rows;
import dev.serval.inference.failure.InvalidInput;
import java.util.List;

/// What the model is wished to answer.
sealed interface Goal {
    List<ParameterSpec> PARAMETERS =
            List.of(
                    new ParameterSpec.Whole(
                            "target_class",
                            -1,
                            -1,
                            1 << 20,
                            "The class that is wished for; -1 for any but the row's own."),
                    new ParameterSpec.Numbers(
                            "target_range",
                            "For a model of numbers: the least and the greatest answer that is"
                                    + " wished for."),
                    new ParameterSpec.Whole(
                            "target_output",
                            0,
                            0,
                            1 << 20,
                            "The output that 'target_range' is for."),
                    new ParameterSpec.Real(
                            "threshold",
                            0.5,
                            -1e300,
                            1e300,
                            "Of a model with one output: from where on it is the second class."));

    boolean isMet(Rows outputs, int row);

    /// The model answers with that class, or with any but one.
    record OfClass(Decision decision, int theClass, boolean isWished) implements Goal {
        @Override
        public boolean isMet(Rows outputs, int row) {
            boolean isTheClass =
                    outputs.width() == 1
                            ? decision.of(outputs, row) == theClass
                            : isAhead(outputs, row);
            return isTheClass == isWished;
        }

        /// Whether the class has the greatest output. A tie is no win for what is wished.
        private boolean isAhead(Rows outputs, int row) {
            double others = Double.NEGATIVE_INFINITY;
            for (int output = 0; output < outputs.width(); output++) {
                if (output != theClass) {
                    others = Math.max(others, outputs.at(row, output));
                }
            }
            double own = outputs.at(row, theClass);
            return isWished ? own > others : own >= others;
        }
    }

    /// An output of the model lies in a range.
    record OfRange(int output, double least, double most) implements Goal {
        @Override
        public boolean isMet(Rows outputs, int row) {
            double value = outputs.at(row, output);
            return value >= least && value <= most;
        }
    }

    /// The goal that a task names.
    ///
    /// @param answer what the model answers for the explained row
    /// @throws InvalidInput if no such answer can be, or the row has it already
    static Goal of(Settings settings, Rows answer) {
        Goal goal = wished(settings, answer);
        if (goal.isMet(answer, 0)) {
            throw new InvalidInput(
                    "the row is answered as was wished already, expected another 'target_class' or"
                            + " 'target_range'");
        }
        return goal;
    }

    private static Goal wished(Settings settings, Rows answer) {
        double[] range = settings.numbers("target_range");
        int output = settings.whole("target_output");
        if (range.length > 0) {
            if (range.length != 2 || !(range[0] <= range[1]) || output >= answer.width()) {
                throw new InvalidInput(
                        "parameter 'target_range' has %d numbers for output %d, expected a least and"
                                        .formatted(range.length, output)
                                + " a greatest answer of one of %d outputs"
                                        .formatted(answer.width()));
            }
            return new OfRange(output, range[0], range[1]);
        }
        Decision decision = new Decision(settings.real("threshold"));
        int target = settings.whole("target_class");
        if (target >= Decision.classes(answer.width())) {
            throw new InvalidInput(
                    "parameter 'target_class' is %d, expected -1 to %d"
                            .formatted(target, Decision.classes(answer.width()) - 1));
        }
        return target < 0
                ? new OfClass(decision, decision.of(answer, 0), false)
                : new OfClass(decision, target, true);
    }
}
