package dev.serval.engine.sklearn.estimator;

import dev.serval.engine.sklearn.pickle.PickleException;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/// The class that most of the nearest rows have.
///
/// @param known the class of each known row, as its place
record NeighborsClassifier(Labels classes, Neighbors neighbors, List<Integer> known)
        implements Classifier {
    NeighborsClassifier {
        known = List.copyOf(known);
    }

    static NeighborsClassifier of(Attributes attributes) {
        Neighbors neighbors = Neighbors.of(attributes);
        Labels classes = attributes.labels("classes_");
        double[] known = attributes.doubles("_y", neighbors.known());
        for (double place : known) {
            if (!(place >= 0 && place < classes.count())) {
                throw new PickleException(
                        "%s: '_y' has %s, expected a place among %d classes"
                                .formatted(attributes.className(), place, classes.count()));
            }
        }
        List<Integer> places =
                IntStream.range(0, known.length).mapToObj(i -> (int) known[i]).toList();
        return new NeighborsClassifier(classes, neighbors, places);
    }

    @Override
    public int features() {
        return neighbors.features();
    }

    @Override
    public Set<Method> methods() {
        return Set.of(Method.PREDICT, Method.PREDICT_PROBA);
    }

    @Override
    public Matrix scores(Matrix rows) {
        neighbors.requireRows(rows);
        Matrix votes = Matrix.zeros(rows.rows(), classes.count());
        for (int row = 0; row < rows.rows(); row++) {
            int voter = row;
            neighbors.visit(
                    rows, row, (other, weight) -> votes.add(voter, known.get(other), weight));
        }
        return votes;
    }

    @Override
    public Matrix probabilities(Matrix rows) {
        return Scores.shareOut(scores(rows));
    }
}
