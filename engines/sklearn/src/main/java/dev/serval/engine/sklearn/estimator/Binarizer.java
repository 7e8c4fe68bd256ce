package dev.serval.engine.sklearn.estimator;

/// 1 for what is above a threshold, 0 for the rest.
record Binarizer(int features, double threshold) implements Transformer {
    static Binarizer of(Attributes attributes) {
        return new Binarizer(attributes.features(), attributes.number("threshold", 0));
    }

    @Override
    public int width() {
        return features;
    }

    @Override
    public Matrix transform(Matrix rows) {
        return rows.requireFinite("Binarizer").map(value -> value > threshold ? 1 : 0);
    }
}
