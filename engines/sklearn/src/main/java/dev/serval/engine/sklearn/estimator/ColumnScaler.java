package dev.serval.engine.sklearn.estimator;

import java.util.Arrays;

/// Moves and stretches each column: the scalers.
final class ColumnScaler implements Transformer {
    private final String name;
    private final double[] centers;
    private final double[] factors;
    private final double[] offsets;
    private final double least;
    private final double most;

    private ColumnScaler(
            String name,
            double[] centers,
            double[] factors,
            double[] offsets,
            double least,
            double most) {
        this.name = name;
        this.centers = centers;
        this.factors = factors;
        this.offsets = offsets;
        this.least = least;
        this.most = most;
    }

    private static ColumnScaler unbounded(
            Attributes attributes, double[] centers, double[] scales) {
        return new ColumnScaler(
                attributes.className(),
                centers,
                inverses(scales),
                new double[centers.length],
                Double.NEGATIVE_INFINITY,
                Double.POSITIVE_INFINITY);
    }

    static ColumnScaler ofStandard(Attributes attributes) {
        int count = attributes.features();
        double[] centers =
                attributes.flag("with_mean", true)
                        ? attributes.doubles("mean_", count)
                        : new double[count];
        double[] scales =
                attributes.flag("with_std", true)
                        ? attributes.doubles("scale_", count)
                        : ones(count);
        return unbounded(attributes, centers, scales);
    }

    static ColumnScaler ofRobust(Attributes attributes) {
        int count = attributes.features();
        double[] centers =
                attributes.flag("with_centering", true)
                        ? attributes.doubles("center_", count)
                        : new double[count];
        double[] scales =
                attributes.flag("with_scaling", true)
                        ? attributes.doubles("scale_", count)
                        : ones(count);
        return unbounded(attributes, centers, scales);
    }

    static ColumnScaler ofLargest(Attributes attributes) {
        int count = attributes.features();
        double bound = attributes.flag("clip", false) ? 1 : Double.POSITIVE_INFINITY;
        return new ColumnScaler(
                attributes.className(),
                new double[count],
                inverses(attributes.doubles("scale_", count)),
                new double[count],
                -bound,
                bound);
    }

    static ColumnScaler ofRange(Attributes attributes) {
        int count = attributes.features();
        boolean clip = attributes.flag("clip", false);
        return new ColumnScaler(
                attributes.className(),
                new double[count],
                attributes.doubles("scale_", count),
                attributes.doubles("min_", count),
                clip ? attributes.pair("feature_range", 0) : Double.NEGATIVE_INFINITY,
                clip ? attributes.pair("feature_range", 1) : Double.POSITIVE_INFINITY);
    }

    private static double[] ones(int count) {
        double[] ones = new double[count];
        Arrays.fill(ones, 1);
        return ones;
    }

    private static double[] inverses(double[] scales) {
        return Arrays.stream(scales).map(scale -> 1 / scale).toArray();
    }

    @Override
    public int features() {
        return centers.length;
    }

    @Override
    public int width() {
        return centers.length;
    }

    @Override
    public Matrix transform(Matrix rows) {
        rows.requireFiniteOrMissing(name);
        Matrix scaled = Matrix.zeros(rows.rows(), rows.columns());
        for (int row = 0; row < rows.rows(); row++) {
            for (int i = 0; i < centers.length; i++) {
                double value = (rows.at(row, i) - centers[i]) * factors[i] + offsets[i];
                scaled.set(row, i, Math.min(most, Math.max(least, value)));
            }
        }
        return scaled;
    }
}
