package dev.serval.explainer.counterfactual;

import dev.serval.explainer.model.Rows;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// Breeds rows that are answered as was wished: it starts from rows of the background within the
/// constraints, crosses pairs of the best, lets features fall back to the explained row's or take
/// on another row's value, and keeps those that cost least. For each further row it breeds anew,
/// from the same first rows and its last ones, at the costs that the rows chosen before make.
final class GeneticSearch implements RowSearch {
    private static final int POPULATION = 100;
    private static final int MOST_GENERATIONS = 100;
    private static final int PATIENCE = 10;
    private static final int STARTS = 20;
    private static final int WAYS = 10;
    private static final double FROM_INSTANCE = 0.2;
    private static final double MUTATION = 0.1;
    private static final double COST_OF_A_CHANGE = 0.1;

    private final Search search;
    private List<double[]> founders = List.of();
    private List<double[]> last = List.of();

    GeneticSearch(Search search) {
        this.search = search;
    }

    /// A row that is answered as was wished, and what it costs.
    private record Individual(List<Double> row, double cost) {
        double[] array() {
            return row.stream().mapToDouble(Double::doubleValue).toArray();
        }
    }

    @Override
    public List<double[]> find(ChosenRows chosen) {
        if (founders.isEmpty()) {
            founders = met(founding());
        }
        Sparsity sparsity = new Sparsity(search, chosen);
        List<double[]> candidates = new ArrayList<>();
        if (chosen.count() > 0) {
            // What a population comes to may be one way only; simplified, the rows that it began
            // with are as many ways as there are.
            candidates.addAll(sparsity.simplified(chosen.spread(founders, STARTS)));
        }
        List<double[]> bred = breed(candidates, chosen);
        candidates.addAll(sparsity.simplified(ways(bred)));
        return candidates;
    }

    /// Of rows that change the same features the first; no more of them than are worth a look.
    private List<double[]> ways(List<double[]> rows) {
        Map<BitSet, double[]> ways = new LinkedHashMap<>();
        rows.forEach(row -> ways.putIfAbsent(search.changes(row), row));
        return ways.values().stream().limit(WAYS).toList();
    }

    private List<double[]> breed(List<double[]> simple, ChosenRows chosen) {
        List<Individual> best =
                fittest(Stream.of(simple, founders, last).flatMap(List::stream), chosen).toList();
        double lastCost = Double.MAX_VALUE;
        int idle = 0;
        for (int generation = 0;
                generation < MOST_GENERATIONS
                        && idle < PATIENCE
                        && !best.isEmpty()
                        && search.mayAsk(POPULATION);
                generation++) {
            best = survivors(best, met(offspring(best)), chosen);
            double cost = best.stream().limit(10).mapToDouble(Individual::cost).sum();
            idle = cost < lastCost - 1e-3 * Math.abs(lastCost) ? 0 : idle + 1;
            lastCost = Math.min(cost, lastCost);
        }
        last = best.stream().map(Individual::array).toList();
        return last;
    }

    /// Rows of the background with what may not be changed put back, and rows at random.
    private List<double[]> founding() {
        Rows background = search.background();
        List<double[]> founding = new ArrayList<>();
        for (int i = 0; i < 3 * POPULATION; i++) {
            double[] row = search.instance().clone();
            int other = search.random().nextInt(background.count());
            for (int column = 0; column < row.length; column++) {
                row[column] = i % 3 == 0 ? anywhere(column) : taken(column, other);
            }
            founding.add(row);
        }
        return founding;
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

    /// Those of some rows that are answered as was wished, if there is enough of the budget left to
    /// ask.
    private List<double[]> met(List<double[]> rows) {
        if (!search.mayAsk(rows.size())) {
            return List.of();
        }
        boolean[] met = search.met(rows);
        List<double[]> those = new ArrayList<>();
        for (int i = 0; i < met.length; i++) {
            if (met[i]) {
                those.add(rows.get(i));
            }
        }
        return those;
    }

    private Stream<Individual> fittest(Stream<double[]> rows, ChosenRows chosen) {
        return best(
                rows.map(row ->
                        new Individual(
                                Arrays.stream(row).boxed().toList(),
                                chosen.cost(row) + COST_OF_A_CHANGE * search.changed(row))));
    }

    private List<Individual> survivors(
            List<Individual> elders, List<double[]> children, ChosenRows chosen) {
        return best(Stream.concat(elders.stream(), fittest(children.stream(), chosen))).toList();
    }

    private static Stream<Individual> best(Stream<Individual> all) {
        return all.distinct()
                .sorted(Comparator.comparingDouble(Individual::cost))
                .limit(POPULATION);
    }
}
