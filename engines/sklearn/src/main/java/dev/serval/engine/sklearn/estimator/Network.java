package dev.serval.engine.sklearn.estimator;

import dev.serval.engine.sklearn.numpy.NumpyArray;
import dev.serval.engine.sklearn.numpy.NumpyValues;
import dev.serval.engine.sklearn.pickle.PickleException;
import dev.serval.engine.sklearn.pickle.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleUnaryOperator;

/// Layers of weighted sums, each but the last with a bend.
record Network(String name, List<LinearMap> layers, DoubleUnaryOperator bend, String last) {
    Network {
        layers = List.copyOf(layers);
    }

    static Network of(Attributes attributes) {
        List<Value> weights = attributes.list("coefs_");
        List<Value> intercepts = attributes.list("intercepts_");
        if (weights.isEmpty() || weights.size() != intercepts.size()) {
            throw attributes.unread("%d layers".formatted(weights.size()));
        }
        List<LinearMap> layers = new ArrayList<>();
        for (int i = 0; i < weights.size(); i++) {
            LinearMap layer = layer(attributes, weights.get(i), intercepts.get(i));
            if (i > 0 && layers.getLast().results() != layer.features()) {
                throw attributes.unread("layers that do not fit");
            }
            layers.add(layer);
        }
        return new Network(
                attributes.className(),
                layers,
                bend(attributes),
                attributes.text("out_activation_", "identity"));
    }

    private static LinearMap layer(Attributes attributes, Value weights, Value intercepts) {
        NumpyArray matrix = array(attributes, weights);
        double[] added = array(attributes, intercepts).toDoubles();
        if (matrix.rank() != 2 || matrix.size(1) != added.length) {
            throw new PickleException(
                    "%s: a layer is %s with %d intercepts"
                            .formatted(attributes.className(), matrix.describe(), added.length));
        }
        double[] given = matrix.toDoubles();
        Matrix turned = Matrix.zeros(matrix.size(1), matrix.size(0));
        for (int i = 0; i < given.length; i++) {
            turned.set(i % matrix.size(1), i / matrix.size(1), given[i]);
        }
        return new LinearMap(turned, added);
    }

    private static NumpyArray array(Attributes attributes, Value value) {
        return NumpyValues.findArray(value)
                .orElseThrow(() -> attributes.mistyped("coefs_", value, "arrays"));
    }

    private static DoubleUnaryOperator bend(Attributes attributes) {
        String name = attributes.text("activation", "relu");
        return switch (name) {
            case "relu" -> value -> Math.max(0, value);
            case "tanh" -> Math::tanh;
            case "logistic" -> Scores::logistic;
            case "identity" -> DoubleUnaryOperator.identity();
            default -> throw attributes.unread("activation '%s'".formatted(name));
        };
    }

    int features() {
        return layers.getFirst().features();
    }

    int results() {
        return layers.getLast().results();
    }

    /// The sums of the last layer.
    Matrix sums(Matrix rows) {
        Matrix passed = rows.requireFinite(name);
        for (LinearMap layer : layers.subList(0, layers.size() - 1)) {
            passed = layer.apply(passed).map(bend);
        }
        return layers.getLast().apply(passed);
    }
}
