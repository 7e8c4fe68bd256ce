package dev.serval.engine.sklearn.estimator;

import dev.serval.engine.sklearn.numpy.NumpyArray;
import dev.serval.engine.sklearn.pickle.PickleException;

/// The mean of what the nearest rows have.
record NeighborsRegressor(Neighbors neighbors, Matrix known) implements Regressor {
    static NeighborsRegressor of(Attributes attributes) {
        Neighbors neighbors = Neighbors.of(attributes);
        NumpyArray array = attributes.array("_y");
        if (array.size(0) != neighbors.known() || array.rank() > 2) {
            throw new PickleException(
                    "%s: '_y' is %s, expected %d rows"
                            .formatted(
                                    attributes.className(), array.describe(), neighbors.known()));
        }
        Matrix known = Matrix.over(array.size(0), array.size(1), array.toDoubles());
        return new NeighborsRegressor(neighbors, known);
    }

    @Override
    public int features() {
        return neighbors.features();
    }

    @Override
    public int targets() {
        return known.columns();
    }

    @Override
    public Matrix predict(Matrix rows) {
        neighbors.requireRows(rows);
        Matrix means = Matrix.zeros(rows.rows(), targets());
        for (int row = 0; row < rows.rows(); row++) {
            double[] weights = {0};
            int asked = row;
            neighbors.visit(
                    rows,
                    row,
                    (other, weight) -> {
                        weights[0] += weight;
                        for (int i = 0; i < targets(); i++) {
                            means.add(asked, i, weight * known.at(other, i));
                        }
                    });
            for (int i = 0; i < targets(); i++) {
                means.set(row, i, means.at(row, i) / weights[0]);
            }
        }
        return means;
    }
}
