package dev.serval.explainer.counterfactual;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/// Looks in spheres around the row: first ever smaller ones until none holds a row that is answered
/// as was wished, then ever larger shells around the last until one does (Laugel et al. 2018).
final class GrowingSpheres {
    private static final int SAMPLES = 500;
    private static final int MOST_STEPS = 60;
    private static final double FIRST_RADIUS = 1;

    private final Search search;

    GrowingSpheres(Search search) {
        this.search = search;
    }

    /// The nearest row that was met with; empty if there was none.
    Optional<double[]> find() {
        double radius = FIRST_RADIUS;
        Optional<double[]> nearest = Optional.empty();
        for (int step = 0; step < MOST_STEPS && search.mayAsk(SAMPLES); step++) {
            Optional<double[]> inside = nearestIn(0, radius);
            if (inside.isEmpty()) {
                break;
            }
            nearest = inside;
            radius /= 2;
        }
        if (nearest.isPresent()) {
            return nearest;
        }
        double width = radius / 2;
        double from = radius;
        for (int step = 0; step < MOST_STEPS && search.mayAsk(SAMPLES); step++) {
            Optional<double[]> found = nearestIn(from, from + width);
            if (found.isPresent()) {
                return found;
            }
            from += width;
            width *= 1.2;
        }
        return Optional.empty();
    }

    private Optional<double[]> nearestIn(double from, double to) {
        List<double[]> rows = new ArrayList<>();
        for (int i = 0; i < SAMPLES; i++) {
            rows.add(draw(from, to));
        }
        boolean[] met = search.met(rows);
        return IntStream.range(0, met.length)
                .filter(i -> met[i])
                .mapToObj(rows::get)
                .min(Comparator.comparingDouble(search::distance));
    }

    /// A point between two radii, alike in all directions in which the row may be changed.
    private double[] draw(double from, double to) {
        double[] row = search.instance().clone();
        double[] direction = new double[row.length];
        double length = 0;
        for (int column = 0; column < row.length; column++) {
            if (search.constraints().mayChange(column)) {
                direction[column] = search.random().nextGaussian();
                length += direction[column] * direction[column];
            }
        }
        double share =
                Math.pow(search.random().nextDouble(), 1.0 / search.constraints().changeable());
        double radius = from + (to - from) * share;
        for (int column = 0; column < row.length; column++) {
            if (direction[column] != 0) {
                double off = direction[column] / Math.sqrt(length) * radius * search.scale(column);
                row[column] = search.constraints().fitted(column, row[column] + off);
            }
        }
        return row;
    }
}
