package dev.serval.engine.sklearn.estimator;

/// Gradient boosting of numbers.
record BoostingRegressor(BoostedTrees trees) implements Regressor {
    static BoostingRegressor of(Attributes attributes) {
        Constant start =
                attributes.isText("init_", "zero")
                        ? Constant.zeros(attributes.features(), 1)
                        : Constant.ofMean(attributes);
        return new BoostingRegressor(BoostedTrees.of(attributes, start));
    }

    @Override
    public int features() {
        return trees.shape().features();
    }

    @Override
    public int targets() {
        return 1;
    }

    @Override
    public Matrix predict(Matrix rows) {
        return trees.sums(rows);
    }
}
