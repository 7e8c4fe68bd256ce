package dev.serval.engine.sklearn.estimator;

import dev.serval.engine.sklearn.pickle.Instance;
import dev.serval.engine.sklearn.pickle.PickleException;
import dev.serval.engine.sklearn.pickle.Value;
import java.util.List;

/// Makes an estimator of a pickled object. A pickle may tie its objects into rings or knots, so
/// there are limits to how deep it is followed and how many objects are made of it.
public final class EstimatorReader {
    private static final String MODULES = "sklearn.";
    private static final int DEEPEST = 32;
    private static final int MOST = 200_000;

    private final Vocabulary vocabulary;
    private int depth;
    private int made;

    private EstimatorReader(Vocabulary vocabulary) {
        this.vocabulary = vocabulary;
    }

    /// The estimator that a pickle holds.
    ///
    /// @param vocabulary which learns the texts that the estimator knows
    /// @throws PickleException if it is none, or none that is known
    public static Estimator estimator(Value value, Vocabulary vocabulary) {
        return new EstimatorReader(vocabulary).read(value);
    }

    /// The names that the estimator's features were trained with, or nothing.
    public static List<String> featureNames(Value value) {
        if (!(value instanceof Instance instance)) {
            return List.of();
        }
        Attributes attributes = new Attributes(instance);
        List<String> names = attributes.featureNames();
        if (!names.isEmpty() || !attributes.has("steps")) {
            return names;
        }
        List<NamedEstimator> steps = NamedEstimator.list(attributes, "steps");
        return steps.stream()
                .filter(step -> !step.isPassedThrough())
                .findFirst()
                .filter(step -> step.value() instanceof Instance)
                .map(step -> new Attributes((Instance) step.value()).featureNames())
                .orElse(List.of());
    }

    Vocabulary vocabulary() {
        return vocabulary;
    }

    Estimator read(Value value) {
        if (!(value instanceof Instance instance) || !instance.type().startsWith(MODULES)) {
            throw new PickleException(
                    "it holds %s, expected an estimator of scikit-learn"
                            .formatted(value.describe()));
        }
        if (depth == DEEPEST || made == MOST) {
            throw new PickleException(
                    "its estimators are more than %d deep or %d in all".formatted(DEEPEST, MOST));
        }
        depth++;
        made++;
        try {
            return KnownEstimators.find(Attributes.simpleName(instance))
                    .orElseThrow(() -> PickleException.notRead(instance.type()))
                    .read(new Attributes(instance), this);
        } finally {
            depth--;
        }
    }
}
