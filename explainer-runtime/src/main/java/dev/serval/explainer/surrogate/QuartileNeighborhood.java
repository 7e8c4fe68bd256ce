package dev.serval.explainer.surrogate;

import dev.serval.explainer.model.Rows;
import dev.serval.explainer.numeric.Bins;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/// Rows whose features are drawn from the background one by one; the linear model sees a 1 where a
/// feature is in the same quartile as the explained row's.
final class QuartileNeighborhood implements Neighborhood {
    private static final int QUARTILES = 4;

    private final double[] instance;
    private final Rows background;
    private final RandomGenerator random;
    private final List<Bins> bins;

    QuartileNeighborhood(double[] instance, Rows background, RandomGenerator random) {
        this.instance = instance;
        this.background = background;
        this.random = random;
        this.bins =
                IntStream.range(0, instance.length)
                        .mapToObj(column -> Bins.quantiles(background.column(column), QUARTILES))
                        .toList();
    }

    @Override
    public double[] itself(double[] rows, int offset) {
        System.arraycopy(instance, 0, rows, offset, instance.length);
        return seen(rows, offset);
    }

    @Override
    public double[] draw(double[] rows, int offset) {
        for (int column = 0; column < instance.length; column++) {
            rows[offset + column] = background.at(random.nextInt(background.count()), column);
        }
        return seen(rows, offset);
    }

    private double[] seen(double[] rows, int offset) {
        double[] seen = new double[instance.length];
        for (int column = 0; column < seen.length; column++) {
            Bins cuts = bins.get(column);
            seen[column] = cuts.of(rows[offset + column]) == cuts.of(instance[column]) ? 1 : 0;
        }
        return seen;
    }

    @Override
    public double distance(double[] seen) {
        double different = 0;
        for (double each : seen) {
            different += 1 - each;
        }
        return Math.sqrt(different);
    }
}
