package dev.serval.engine.sklearn.estimator;

import dev.serval.engine.sklearn.pickle.PickleException;
import java.util.Set;

/// Naive Bayes: the logarithm of each class's likelihood is a sum over features.
final class BayesClassifier implements Classifier {
    /// What a feature adds.
    private interface Likelihood {
        double of(int place, int feature, double value);
    }

    private final String name;
    private final Labels classes;
    private final double[] priors;
    private final int features;
    private final Likelihood likelihood;

    private BayesClassifier(
            Attributes attributes, double[] priors, int features, Likelihood likelihood) {
        this.name = attributes.className();
        this.classes = attributes.labels("classes_");
        this.priors = priors;
        this.features = features;
        this.likelihood = likelihood;
    }

    static BayesClassifier ofGaussian(Attributes attributes) {
        Matrix means = classMatrix(attributes, "theta_");
        Matrix variances = classMatrix(attributes, attributes.has("var_") ? "var_" : "sigma_");
        double[] priors = attributes.doubles("class_prior_", means.rows());
        for (int i = 0; i < priors.length; i++) {
            priors[i] = Math.log(priors[i]);
        }
        return new BayesClassifier(
                attributes,
                priors,
                means.columns(),
                (place, feature, value) -> {
                    double variance = variances.at(place, feature);
                    double apart = value - means.at(place, feature);
                    return -(Math.log(2 * Math.PI * variance) + apart * apart / variance) / 2;
                });
    }

    static BayesClassifier ofMultinomial(Attributes attributes) {
        Matrix logarithms = classMatrix(attributes, "feature_log_prob_");
        return new BayesClassifier(
                attributes,
                attributes.doubles("class_log_prior_", logarithms.rows()),
                logarithms.columns(),
                (place, feature, value) -> value * logarithms.at(place, feature));
    }

    /// Priors count only where there is but one class.
    static BayesClassifier ofComplement(Attributes attributes) {
        Matrix logarithms = classMatrix(attributes, "feature_log_prob_");
        return new BayesClassifier(
                attributes,
                new double[logarithms.rows()],
                logarithms.columns(),
                (place, feature, value) -> value * logarithms.at(place, feature));
    }

    static BayesClassifier ofBernoulli(Attributes attributes) {
        Matrix present = classMatrix(attributes, "feature_log_prob_");
        Matrix absent = present.map(logarithm -> Math.log(1 - Math.exp(logarithm)));
        boolean asGiven = !attributes.has("binarize");
        double threshold = attributes.number("binarize", 0);
        return new BayesClassifier(
                attributes,
                attributes.doubles("class_log_prior_", present.rows()),
                present.columns(),
                (place, feature, value) -> {
                    double is = asGiven ? value : value > threshold ? 1 : 0;
                    return absent.at(place, feature)
                            + is * (present.at(place, feature) - absent.at(place, feature));
                });
    }

    /// A row for each class.
    private static Matrix classMatrix(Attributes attributes, String name) {
        Matrix matrix = attributes.matrix(name);
        int count = attributes.labels("classes_").count();
        if (matrix.rows() != count || matrix.columns() != attributes.features()) {
            throw new PickleException(
                    "%s: '%s' is %d x %d, expected %d x %d"
                            .formatted(
                                    attributes.className(),
                                    name,
                                    matrix.rows(),
                                    matrix.columns(),
                                    count,
                                    attributes.features()));
        }
        return matrix;
    }

    @Override
    public Labels classes() {
        return classes;
    }

    @Override
    public int features() {
        return features;
    }

    @Override
    public Set<Method> methods() {
        return Set.of(Method.PREDICT, Method.PREDICT_PROBA);
    }

    @Override
    public Matrix scores(Matrix rows) {
        rows.requireFinite(name);
        Matrix sums = Matrix.zeros(rows.rows(), classes.count());
        for (int row = 0; row < rows.rows(); row++) {
            for (int place = 0; place < classes.count(); place++) {
                double sum = priors[place];
                for (int i = 0; i < features; i++) {
                    sum += likelihood.of(place, i, rows.at(row, i));
                }
                sums.set(row, place, sum);
            }
        }
        return sums;
    }

    @Override
    public Matrix probabilities(Matrix rows) {
        return Scores.softmax(scores(rows));
    }
}
