package dev.serval.engine.sklearn.estimator;

import dev.serval.engine.sklearn.numpy.NumpyArray;
import dev.serval.engine.sklearn.numpy.NumpyValues;
import dev.serval.engine.sklearn.pickle.PickleException;
import dev.serval.engine.sklearn.pickle.Value;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Reads the members of bagging, each with the features that it drew.
final class Bagging {
    private Bagging() {}

    static List<Member> members(Attributes attributes, EstimatorReader nested) {
        List<Value> estimators = attributes.list("estimators_");
        List<Value> drawn = attributes.list("estimators_features_");
        if (drawn.size() != estimators.size() || drawn.isEmpty()) {
            throw new PickleException(
                    "%s: %d estimators and %d draws of features, expected as many"
                            .formatted(attributes.className(), estimators.size(), drawn.size()));
        }
        List<Member> members = new ArrayList<>();
        for (int i = 0; i < estimators.size(); i++) {
            int[] columns = columns(attributes, drawn.get(i));
            members.add(new Member(nested.read(estimators.get(i)), columns, 1));
        }
        return members;
    }

    private static int[] columns(Attributes attributes, Value drawn) {
        NumpyArray array =
                NumpyValues.findArray(drawn)
                        .orElseThrow(
                                () -> attributes.mistyped("estimators_features_", drawn, "arrays"));
        int[] columns =
                Arrays.stream(array.toLongs())
                        .mapToInt(column -> (int) Math.clamp(column, -1, Integer.MAX_VALUE))
                        .toArray();
        attributes.requireColumns(columns, attributes.features());
        return columns;
    }
}
