package dev.serval.engine.sklearn.estimator;

import dev.serval.engine.sklearn.pickle.Instance;
import java.util.Arrays;

/// The same numbers for every row, whatever it has: where boosting starts from.
final class Constant implements Regressor {
    /// scikit-learn 1.4.
    private static final double CENTERED_SINCE = 1.04;

    private final int features;
    private final double[] numbers;

    private Constant(int features, double[] numbers) {
        this.features = features;
        this.numbers = numbers;
    }

    static Constant zeros(int features, int count) {
        return new Constant(features, new double[count]);
    }

    /// What a dummy regressor predicts.
    static Constant ofMean(Attributes boosting) {
        Attributes dummy = dummy(boosting, "DummyRegressor");
        return new Constant(boosting.features(), dummy.array("constant_").toDoubles());
    }

    /// The scores that make of a dummy classifier's shares of classes what they are: for two
    /// classes half or all of the logarithm of their odds, for more the logarithms of their shares,
    /// which newer versions move so that their mean is zero.
    static Constant ofShares(Attributes boosting, int results) {
        Attributes dummy = dummy(boosting, "DummyClassifier");
        double[] shares = dummy.array("class_prior_").toDoubles();
        if (results == 1) {
            double odds = Math.log(shares[1] / shares[0]);
            boolean half = boosting.text("loss", "log_loss").equals("exponential");
            return new Constant(boosting.features(), new double[] {half ? odds / 2 : odds});
        }
        double[] scores = Arrays.stream(shares).map(Math::log).toArray();
        boolean centered = boosting.version() >= CENTERED_SINCE;
        double mean = centered ? Arrays.stream(scores).average().orElse(0) : 0;
        return new Constant(
                boosting.features(), Arrays.stream(scores).map(it -> it - mean).toArray());
    }

    private static Attributes dummy(Attributes boosting, String expected) {
        Instance start = boosting.object("init_");
        if (!Attributes.simpleName(start).equals(expected)) {
            throw boosting.unread("init " + Attributes.simpleName(start));
        }
        return new Attributes(start);
    }

    @Override
    public int features() {
        return features;
    }

    @Override
    public int targets() {
        return numbers.length;
    }

    @Override
    public Matrix predict(Matrix rows) {
        Matrix same = Matrix.zeros(rows.rows(), numbers.length);
        for (int row = 0; row < rows.rows(); row++) {
            for (int i = 0; i < numbers.length; i++) {
                same.set(row, i, numbers[i]);
            }
        }
        return same;
    }
}
