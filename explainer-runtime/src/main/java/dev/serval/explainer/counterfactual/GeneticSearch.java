package dev.serval.explainer.counterfactual;

import dev.serval.explainer.model.Rows;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/// Breeds rows that are answered as was wished: it starts from rows of the background within the
/// constraints, crosses pairs of the best, lets features fall back to the explained row's or take
/// on another row's value, and keeps those that are near and change little.
final class GeneticSearch {
    private static final int POPULATION = 100;
    private static final int MOST_GENERATIONS = 100;
    private static final int PATIENCE = 10;
    private static final double FROM_INSTANCE = 0.2;
    private static final double MUTATION = 0.1;
    private static final double COST_OF_A_CHANGE = 0.2;

    private final Search search;

    GeneticSearch(Search search) {
        this.search = search;
    }

    /// A row that is answered as was wished, and how much there is to be said against it.
    private record Individual(List<Double> row, double cost) {}

    /// Rows that are answered as was wished, best first; none if there were none to start from.
    List<double[]> find() {
        List<Individual> best = survivors(List.of(), founders());
        double lastCost = Double.POSITIVE_INFINITY;
        int idle = 0;
        for (int generation = 0;
                generation < MOST_GENERATIONS
                        && idle < PATIENCE
                        && !best.isEmpty()
                        && search.mayAsk(POPULATION);
                generation++) {
            best = survivors(best, offspring(best));
            double cost = best.stream().limit(10).mapToDouble(Individual::cost).sum();
            idle = cost < lastCost * (1 - 1e-3) ? 0 : idle + 1;
            lastCost = Math.min(cost, lastCost);
        }
        return best.stream().map(each -> array(each.row())).toList();
    }

    /// Rows of the background with what may not be changed put back, and rows at random.
    private List<double[]> founders() {
        Rows background = search.background();
        List<double[]> founders = new ArrayList<>();
        for (int i = 0; i < 3 * POPULATION; i++) {
            double[] row = search.instance().clone();
            int other = search.random().nextInt(background.count());
            for (int column = 0; column < row.length; column++) {
                row[column] = i % 3 == 0 ? anywhere(column) : taken(column, other);
            }
            founders.add(row);
        }
        return founders;
    }

    private double anywhere(int column) {
        double least = search.constraints().least(column);
        double most = search.constraints().most(column);
        return search.constraints()
                .fitted(column, least + (most - least) * search.random().nextDouble());
    }

    private double taken(int column, int row) {
        return search.constraints().fitted(column, search.background().at(row, column));
    }

    private List<double[]> offspring(List<Individual> parents) {
        int half = Math.max(1, parents.size() / 2);
        List<double[]> children = new ArrayList<>();
        for (int i = 0; i < POPULATION; i++) {
            List<Double> one = parents.get(search.random().nextInt(half)).row();
            List<Double> other = parents.get(search.random().nextInt(parents.size())).row();
            double[] child = new double[one.size()];
            for (int column = 0; column < child.length; column++) {
                child[column] = gene(column, one.get(column), other.get(column));
            }
            children.add(child);
        }
        return children;
    }

    private double gene(int column, double one, double other) {
        double draw = search.random().nextDouble();
        if (draw < FROM_INSTANCE) {
            return search.instance()[column];
        }
        if (draw < FROM_INSTANCE + MUTATION) {
            double share = search.random().nextDouble();
            double towards = search.instance()[column] + share * (one - search.instance()[column]);
            return search.constraints().fitted(column, towards);
        }
        return search.random().nextBoolean() ? one : other;
    }

    private List<Individual> survivors(List<Individual> elders, List<double[]> rows) {
        List<Individual> all = new ArrayList<>(elders);
        if (search.mayAsk(rows.size())) {
            boolean[] met = search.met(rows);
            for (int i = 0; i < met.length; i++) {
                if (met[i]) {
                    double[] row = rows.get(i);
                    double cost = search.distance(row) + COST_OF_A_CHANGE * search.changed(row);
                    all.add(new Individual(Arrays.stream(row).boxed().toList(), cost));
                }
            }
        }
        return all.stream()
                .distinct()
                .sorted(Comparator.comparingDouble(Individual::cost))
                .limit(POPULATION)
                .toList();
    }

    private static double[] array(List<Double> row) {
        return row.stream().mapToDouble(Double::doubleValue).toArray();
    }
}
