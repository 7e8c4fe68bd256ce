package dev.serval.explainer.attack;

import dev.serval.explainer.method.Settings;
import dev.serval.explainer.model.Decision;
import dev.serval.explainer.model.Rows;
import dev.serval.inference.failure.InvalidInput;

/// How an attack reads the model's answers: as scores of classes, as one score on either side of a
/// threshold, or as the class's own number.
sealed interface Verdict {
    /// The class that a row of answers is for.
    int label(Rows answers, int row);

    /// By how much the right class leads before all others; below 0 where another one does.
    double lead(Rows answers, int row, int right);

    /// How many classes there are.
    int classes();

    /// A score for each class, or one score of the second class.
    record Scores(int classes, double threshold) implements Verdict {
        @Override
        public int label(Rows answers, int row) {
            return new Decision(threshold).of(answers, row);
        }

        @Override
        public double lead(Rows answers, int row, int right) {
            if (answers.width() == 1) {
                double over = answers.at(row, 0) - threshold;
                return right == 1 ? over : -over;
            }
            double best = Double.NEGATIVE_INFINITY;
            for (int output = 0; output < answers.width(); output++) {
                if (output != right) {
                    best = Math.max(best, answers.at(row, output));
                }
            }
            return answers.at(row, right) - best;
        }
    }

    /// The class's number itself, which says nothing of how near another class is.
    record Label(int classes) implements Verdict {
        @Override
        public int label(Rows answers, int row) {
            return (int) Math.rint(answers.at(row, 0));
        }

        @Override
        public double lead(Rows answers, int row, int right) {
            return label(answers, row) == right ? 1 : -1;
        }
    }

    /// @param outputs how many numbers the model answers
    /// @throws InvalidInput if the settings' label is no class
    static Verdict of(Settings settings, int outputs) {
        int labels = settings.whole("nb_classes");
        Verdict verdict =
                outputs == 1 && labels > 0
                        ? new Label(labels)
                        : new Scores(Decision.classes(outputs), settings.real("threshold"));
        if (settings.whole("label") >= verdict.classes()) {
            throw new InvalidInput(
                    "parameter 'label' is %d, expected a class from 0 to %d, or -1 for the model's"
                                    .formatted(settings.whole("label"), verdict.classes() - 1)
                            + " own answer");
        }
        return verdict;
    }
}
