package dev.serval.engine.sklearn.estimator;

/// Histogram-based boosting of numbers.
///
/// @param logarithm whether what is summed is the logarithm of what is predicted
record HistogramRegressor(HistogramBoosting trees, boolean logarithm) implements Regressor {
    static HistogramRegressor of(Attributes attributes) {
        String loss = attributes.text("loss", "squared_error");
        return new HistogramRegressor(
                HistogramBoosting.of(attributes), loss.equals("poisson") || loss.equals("gamma"));
    }

    @Override
    public int features() {
        return trees.features();
    }

    @Override
    public int targets() {
        return 1;
    }

    @Override
    public Matrix predict(Matrix rows) {
        Matrix sums = trees.sums(rows);
        return logarithm ? sums.map(Math::exp) : sums;
    }
}
