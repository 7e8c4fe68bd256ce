package dev.serval.engine.sklearn.estimator;

import dev.serval.engine.sklearn.pickle.Instance;
import dev.serval.engine.sklearn.pickle.PickleException;
import java.util.Set;

/// Classes by weighted sums.
final class LinearClassifier implements Classifier {
    private final String name;
    private final Labels classes;
    private final LinearMap map;
    private final ProbabilityForm form;

    private LinearClassifier(String name, Labels classes, LinearMap map, ProbabilityForm form) {
        this.name = name;
        this.classes = classes;
        this.map = map;
        this.form = form;
        boolean fits =
                map.results() == classes.count() || (map.results() == 1 && classes.count() == 2);
        if (!fits) {
            throw new PickleException(
                    "%s: 'coef_' has %d rows, expected one for each of %d classes"
                            .formatted(name, map.results(), classes.count()));
        }
    }

    private static LinearClassifier of(Attributes attributes, ProbabilityForm form) {
        return new LinearClassifier(
                attributes.className(),
                attributes.labels("classes_"),
                LinearMap.of(attributes),
                form);
    }

    /// One that only decides.
    static LinearClassifier ofDecisions(Attributes attributes) {
        return of(attributes, ProbabilityForm.NONE);
    }

    /// Ridge keeps its classes in the binarizer of its labels.
    static LinearClassifier ofRidge(Attributes attributes) {
        Instance binarizer = attributes.object("_label_binarizer");
        Attributes labels = new Attributes(binarizer);
        if (labels.text("y_type_", "").startsWith("multilabel")) {
            throw attributes.unread("several labels for each row");
        }
        return new LinearClassifier(
                attributes.className(),
                labels.labels("classes_"),
                LinearMap.of(attributes),
                ProbabilityForm.NONE);
    }

    /// Logistic regression fits all classes at once unless it is told otherwise or cannot.
    static LinearClassifier ofLogistic(Attributes attributes) {
        String together = attributes.text("multi_class", "auto");
        boolean two = attributes.labels("classes_").count() <= 2;
        boolean apart =
                switch (together) {
                    case "ovr", "warn" -> true;
                    case "multinomial" -> false;
                    default -> two || attributes.text("solver", "lbfgs").equals("liblinear");
                };
        return of(attributes, apart ? ProbabilityForm.LOGISTIC : ProbabilityForm.SOFTMAX);
    }

    static LinearClassifier ofDiscriminants(Attributes attributes) {
        return of(
                attributes,
                attributes.labels("classes_").count() == 2
                        ? ProbabilityForm.LOGISTIC
                        : ProbabilityForm.SOFTMAX);
    }

    static LinearClassifier ofGradientDescent(Attributes attributes) {
        return of(
                attributes,
                switch (attributes.text("loss", "hinge")) {
                    case "log", "log_loss" -> ProbabilityForm.LOGISTIC;
                    case "modified_huber" -> ProbabilityForm.STRAIGHT;
                    default -> ProbabilityForm.NONE;
                });
    }

    @Override
    public int features() {
        return map.features();
    }

    @Override
    public Labels classes() {
        return classes;
    }

    @Override
    public Set<Method> methods() {
        return form == ProbabilityForm.NONE
                ? Set.of(Method.PREDICT, Method.DECISION_FUNCTION)
                : Set.of(Method.PREDICT, Method.DECISION_FUNCTION, Method.PREDICT_PROBA);
    }

    @Override
    public Matrix scores(Matrix rows) {
        return map.apply(rows.requireFinite(name));
    }

    @Override
    public Matrix probabilities(Matrix rows) {
        return form.of(scores(rows));
    }
}
