package dev.serval.explainer.counterfactual;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/// Looks in spheres around the row: first ever smaller ones until none holds a row that is answered
/// as was wished, then ever larger shells around the last until one does (Laugel et al. 2018).
final class GrowingSpheres implements RowSearch {
    private static final int SAMPLES = 500;
    private static final int MOST_STEPS = 60;
    private static final int CANDIDATES = 20;
    private static final int STEPS_AROUND = 4;

    private final Search search;
    private double reach = 1;

    GrowingSpheres(Search search) {
        this.search = search;
    }

    @Override
    public List<double[]> find(ChosenRows chosen) {
        List<double[]> found = chosen.count() == 0 ? nearest(chosen) : around(chosen);
        return new Sparsity(search, chosen).simplified(chosen.spread(found, CANDIDATES));
    }

    private List<double[]> nearest(ChosenRows chosen) {
        List<double[]> found = List.of();
        for (int step = 0; step < MOST_STEPS && search.mayAsk(SAMPLES); step++) {
            List<double[]> inside = bestIn(0, reach, chosen);
            if (inside.isEmpty()) {
                break;
            }
            found = inside;
            reach /= 2;
        }
        return found.isEmpty() ? grown(chosen) : found;
    }

    private List<double[]> grown(ChosenRows chosen) {
        double from = reach;
        double width = reach / 2;
        for (int step = 0; step < MOST_STEPS && search.mayAsk(SAMPLES); step++) {
            reach = from + width;
            List<double[]> found = bestIn(from, reach, chosen);
            if (!found.isEmpty()) {
                return found;
            }
            from = reach;
            width *= 1.2;
        }
        return List.of();
    }

    /// Where the nearest row was there may be no other way: further rows come from spheres that are
    /// up to some times as large.
    private List<double[]> around(ChosenRows chosen) {
        List<double[]> found = new ArrayList<>();
        double radius = reach;
        for (int step = 0; step < STEPS_AROUND && search.mayAsk(SAMPLES); step++) {
            radius *= 1.5;
            found.addAll(bestIn(0, radius, chosen));
        }
        return found;
    }

    private List<double[]> bestIn(double from, double to, ChosenRows chosen) {
        List<double[]> rows = new ArrayList<>();
        for (int i = 0; i < SAMPLES; i++) {
            rows.add(draw(from, to));
        }
        boolean[] met = search.met(rows);
        return IntStream.range(0, met.length)
                .filter(i -> met[i])
                .mapToObj(rows::get)
                .sorted(Comparator.comparingDouble(chosen::cost))
                .limit(CANDIDATES)
                .toList();
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
