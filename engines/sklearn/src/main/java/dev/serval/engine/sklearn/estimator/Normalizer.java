package dev.serval.engine.sklearn.estimator;

/// Makes each row as long as 1, by one of three measures of length; a row of nothing stays as it
/// is.
///
/// @param least what is shorter counts as nothing
record Normalizer(int features, Length length, double least) implements Transformer {
    private static final double LEAST = 10 * Math.ulp(1.0);
    private static final double FIRST_WITH_LEAST = 1;

    enum Length {
        L1,
        L2,
        MAX
    }

    static Normalizer of(Attributes attributes) {
        String norm = attributes.text("norm", "l2");
        Length length =
                switch (norm) {
                    case "l1" -> Length.L1;
                    case "l2" -> Length.L2;
                    case "max" -> Length.MAX;
                    default -> throw attributes.unread("norm '%s'".formatted(norm));
                };
        boolean knowsLeast = attributes.version() == 0 || attributes.version() >= FIRST_WITH_LEAST;
        double least = knowsLeast ? LEAST : Double.MIN_VALUE;
        return new Normalizer(attributes.features(), length, least);
    }

    @Override
    public int width() {
        return features;
    }

    @Override
    public Matrix transform(Matrix rows) {
        rows.requireFinite("Normalizer");
        Matrix normal = Matrix.zeros(rows.rows(), features);
        for (int row = 0; row < rows.rows(); row++) {
            double size = size(rows, row);
            for (int i = 0; i < features; i++) {
                normal.set(row, i, rows.at(row, i) / (size < least ? 1 : size));
            }
        }
        return normal;
    }

    private double size(Matrix rows, int row) {
        double size = 0;
        for (int i = 0; i < features; i++) {
            double value = Math.abs(rows.at(row, i));
            size =
                    switch (length) {
                        case L1 -> size + value;
                        case L2 -> size + value * value;
                        case MAX -> Math.max(size, value);
                    };
        }
        return length == Length.L2 ? Math.sqrt(size) : size;
    }
}
