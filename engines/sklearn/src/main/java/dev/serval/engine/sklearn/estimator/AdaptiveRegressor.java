package dev.serval.engine.sklearn.estimator;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/// AdaBoost of numbers: the weighted median of what members predict.
record AdaptiveRegressor(List<Member> members) implements Regressor {
    AdaptiveRegressor {
        members = List.copyOf(members);
    }

    static AdaptiveRegressor of(Attributes attributes, EstimatorReader nested) {
        double[] weights = attributes.array("estimator_weights_").toDoubles();
        List<Member> members = Member.weighted(attributes, "estimators_", weights, nested);
        return new AdaptiveRegressor(members);
    }

    @Override
    public int features() {
        return members.getFirst().estimator().features();
    }

    @Override
    public int targets() {
        return 1;
    }

    @Override
    public Matrix predict(Matrix rows) {
        List<Matrix> predicted =
                members.stream().map(member -> member.ask(Method.PREDICT, rows)).toList();
        Matrix medians = Matrix.zeros(rows.rows(), 1);
        for (int row = 0; row < rows.rows(); row++) {
            medians.set(row, 0, median(predicted, row));
        }
        return medians;
    }

    private double median(List<Matrix> predicted, int row) {
        List<Integer> order =
                IntStream.range(0, members.size())
                        .boxed()
                        .sorted(Comparator.comparingDouble(i -> predicted.get(i).at(row, 0)))
                        .toList();
        double all = order.stream().mapToDouble(i -> members.get(i).weight()).sum();
        double sum = 0;
        for (int i : order) {
            sum += members.get(i).weight();
            if (sum >= all / 2) {
                return predicted.get(i).at(row, 0);
            }
        }
        return predicted.get(order.getLast()).at(row, 0);
    }
}
