package dev.serval.engine.sklearn.estimator;

import dev.serval.engine.sklearn.pickle.PickleException;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;

/// Classes by a support vector machine: each two classes have a decision between them, above zero
/// for the first, and the class that wins most of its decisions wins.
final class VectorClassifier implements Classifier {
    private final SupportVectors machine;
    private final Labels classes;
    private final double[] intercepts;
    private final int[] starts;
    private final boolean tellsPairs;
    private final boolean breaksTies;
    private final Optional<PlattScaling> scaling;

    private VectorClassifier(Attributes attributes) {
        this.machine = SupportVectors.of(attributes);
        this.classes = attributes.labels("classes_");
        String intercept = attributes.has("_intercept_") ? "_intercept_" : "intercept_";
        int count = classes.count();
        this.intercepts = attributes.doubles(intercept, count * (count - 1) / 2);
        this.starts = starts(attributes, count, machine.vectors().rows());
        this.tellsPairs = attributes.text("decision_function_shape", "ovr").equals("ovo");
        this.breaksTies = attributes.flag("break_ties", false);
        this.scaling = PlattScaling.find(attributes, intercepts.length);
        if (machine.weights().rows() != count - 1) {
            throw new PickleException(
                    "%s: %d rows of weights, expected %d"
                            .formatted(machine.name(), machine.weights().rows(), count - 1));
        }
    }

    static VectorClassifier of(Attributes attributes) {
        return new VectorClassifier(attributes);
    }

    /// Where the vectors of each class begin, and where those of the last one end.
    private static int[] starts(Attributes attributes, int classes, int vectors) {
        long[] counts =
                attributes
                        .array(attributes.has("_n_support") ? "_n_support" : "n_support_")
                        .toLongs();
        int[] starts = new int[classes + 1];
        for (int i = 0; i < Math.min(classes, counts.length); i++) {
            starts[i + 1] = starts[i] + (int) Math.clamp(counts[i], 0, vectors - starts[i]);
        }
        if (counts.length != classes || starts[classes] != vectors) {
            throw new PickleException(
                    "%s: support vectors of classes %s, expected %d in all"
                            .formatted(attributes.className(), Arrays.toString(counts), vectors));
        }
        return starts;
    }

    @Override
    public Labels classes() {
        return classes;
    }

    @Override
    public int features() {
        return machine.features();
    }

    @Override
    public Set<Method> methods() {
        return scaling.isPresent()
                ? Set.of(Method.PREDICT, Method.DECISION_FUNCTION, Method.PREDICT_PROBA)
                : Set.of(Method.PREDICT, Method.DECISION_FUNCTION);
    }

    @Override
    public int columns(Method method) {
        return method == Method.DECISION_FUNCTION && tellsPairs
                ? intercepts.length
                : Classifier.super.columns(method);
    }

    /// The decisions between each two classes, in libsvm's order.
    private Matrix decisions(Matrix rows) {
        rows.requireFinite(machine.name());
        Matrix decisions = Matrix.zeros(rows.rows(), intercepts.length);
        for (int row = 0; row < rows.rows(); row++) {
            double[] likeness = machine.likeness(rows, row);
            int pair = 0;
            for (int i = 0; i < classes.count(); i++) {
                for (int j = i + 1; j < classes.count(); j++) {
                    double sum = sum(likeness, i, j - 1) + sum(likeness, j, i);
                    decisions.set(row, pair, sum + intercepts[pair]);
                    pair++;
                }
            }
        }
        return decisions;
    }

    private double sum(double[] likeness, int owner, int weights) {
        double sum = 0;
        for (int i = starts[owner]; i < starts[owner + 1]; i++) {
            sum += machine.weights().at(weights, i) * likeness[i];
        }
        return sum;
    }

    @Override
    public Matrix scores(Matrix rows) {
        Matrix decisions = decisions(rows);
        if (classes.count() == 2) {
            return decisions.map(it -> -it);
        }
        return tellsPairs ? decisions : votes(decisions, 1);
    }

    @Override
    public Matrix predict(Matrix rows) {
        if (classes.count() == 2) {
            return Scores.winners(decisions(rows).map(it -> it > 0 ? -1 : 1));
        }
        return Scores.winners(votes(decisions(rows), breaksTies ? 1 : 0));
    }

    /// Decisions won by each class, and a part of how clearly, which breaks ties.
    private Matrix votes(Matrix decisions, double part) {
        Matrix votes = Matrix.zeros(decisions.rows(), classes.count());
        for (int row = 0; row < decisions.rows(); row++) {
            double[] sums = new double[classes.count()];
            int pair = 0;
            for (int i = 0; i < classes.count(); i++) {
                for (int j = i + 1; j < classes.count(); j++) {
                    double decision = decisions.at(row, pair++);
                    sums[i] += decision;
                    sums[j] -= decision;
                    votes.add(row, decision < 0 || (part == 0 && decision == 0) ? j : i, 1);
                }
            }
            for (int i = 0; i < sums.length; i++) {
                votes.add(row, i, part * sums[i] / (3 * (Math.abs(sums[i]) + 1)));
            }
        }
        return votes;
    }

    @Override
    public Matrix probabilities(Matrix rows) {
        return scaling.orElseThrow().probabilities(decisions(rows), classes.count());
    }
}
