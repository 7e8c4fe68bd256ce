package dev.serval.engine.sklearn.estimator;

import dev.serval.engine.sklearn.numpy.NumpyArray;
import dev.serval.engine.sklearn.numpy.NumpyValues;
import dev.serval.engine.sklearn.pickle.Dictionary;
import dev.serval.engine.sklearn.pickle.Instance;
import dev.serval.engine.sklearn.pickle.PickleException;
import dev.serval.engine.sklearn.pickle.Sequence;
import dev.serval.engine.sklearn.pickle.Value;
import java.util.List;
import java.util.Optional;

/// The attributes of a pickled object, and where one is missing or another thing than expected, the
/// words for it.
final class Attributes {
    private static final int MOST_FEATURES = 1_000_000;

    private final Instance instance;

    Attributes(Instance instance) {
        this.instance = instance;
    }

    /// The class's name, without its module.
    String className() {
        return simpleName(instance);
    }

    static String simpleName(Instance instance) {
        return instance.type().substring(instance.type().lastIndexOf('.') + 1);
    }

    /// The value, unless there is none or it is `None`.
    Optional<Value> find(String name) {
        return instance.find(name).filter(value -> value != Value.Nothing.NONE);
    }

    boolean has(String name) {
        return find(name).isPresent();
    }

    Value require(String name) {
        return find(name)
                .orElseThrow(() ->
                        new PickleException(
                                "%s has no '%s': is it fitted?".formatted(className(), name)));
    }

    Optional<NumpyArray> findArray(String name) {
        return find(name)
                .map(value ->
                        NumpyValues.findArray(value)
                                .orElseThrow(() -> mistyped(name, value, "an array")));
    }

    NumpyArray array(String name) {
        require(name);
        return findArray(name).orElseThrow();
    }

    /// The array's numbers, of which there are to be that many.
    double[] doubles(String name, int count) {
        double[] numbers = array(name).toDoubles();
        if (numbers.length != count) {
            throw new PickleException(
                    "%s: '%s' has %d numbers, expected %d"
                            .formatted(className(), name, numbers.length, count));
        }
        return numbers;
    }

    /// An array of one or two dimensions as rows; a single dimension is one row.
    Matrix matrix(String name) {
        NumpyArray array = array(name);
        if (array.rank() == 0 || array.rank() > 2) {
            throw new PickleException(
                    "%s: '%s' is %s, expected one or two dimensions"
                            .formatted(className(), name, array.describe()));
        }
        return array.rank() == 1
                ? Matrix.over(1, array.size(0), array.toDoubles())
                : Matrix.over(array.size(0), array.size(1), array.toDoubles());
    }

    double number(String name) {
        return number(name, require(name));
    }

    double number(String name, double otherwise) {
        return find(name).map(value -> number(name, value)).orElse(otherwise);
    }

    double number(String name, Value value) {
        return NumpyValues.findReal(value).orElseThrow(() -> mistyped(name, value, "a number"));
    }

    boolean isNumber(String name) {
        return find(name).flatMap(NumpyValues::findReal).isPresent();
    }

    boolean isText(String name, String text) {
        return find(name).flatMap(NumpyValues::findText).filter(text::equals).isPresent();
    }

    int whole(String name) {
        return (int) number(name);
    }

    boolean flag(String name, boolean otherwise) {
        return number(name, otherwise ? 1 : 0) != 0;
    }

    String text(String name, String otherwise) {
        return find(name)
                .map(value ->
                        NumpyValues.findText(value)
                                .orElseThrow(() -> mistyped(name, value, "a string")))
                .orElse(otherwise);
    }

    /// The items of a list, a tuple or an array of objects.
    List<Value> list(String name) {
        Value value = require(name);
        if (value instanceof Sequence sequence) {
            return sequence.items();
        }
        return array(name).toObjects();
    }

    Instance object(String name) {
        Value value = require(name);
        if (value instanceof Instance object) {
            return object;
        }
        throw mistyped(name, value, "an object");
    }

    /// Objects of a list, each with its attributes.
    List<Attributes> objects(String name) {
        return list(name).stream()
                .map(value -> {
                    if (value instanceof Instance object) {
                        return new Attributes(object);
                    }
                    throw mistyped(name, value, "an object");
                })
                .toList();
    }

    /// Numbers of a list, a tuple or an array.
    double[] numbers(String name) {
        return require(name) instanceof Sequence sequence
                ? sequence.items().stream().mapToDouble(item -> number(name, item)).toArray()
                : array(name).toDoubles();
    }

    /// A number of a dict, if there are both.
    double entry(String name, String key, double otherwise) {
        return find(name)
                .filter(Dictionary.class::isInstance)
                .flatMap(dictionary -> ((Dictionary) dictionary).find(key))
                .map(value -> number(name, value))
                .orElse(otherwise);
    }

    /// One number of a pair.
    double pair(String name, int index) {
        List<Value> pair = list(name);
        if (pair.size() != 2) {
            throw mistyped(name, require(name), "a pair");
        }
        return number(name, pair.get(index));
    }

    Labels labels(String name) {
        NumpyArray array = array(name);
        if (array.rank() != 1 || array.count() == 0) {
            throw new PickleException(
                    "%s: '%s' is %s, expected a list of classes"
                            .formatted(className(), name, array.describe()));
        }
        return Labels.of(array);
    }

    /// How many features a row has.
    int features() {
        double features = number(has("n_features_in_") ? "n_features_in_" : "n_features_");
        if (!(features >= 1 && features <= MOST_FEATURES)) {
            throw new PickleException(
                    "%s has %s features, expected 1 to %d"
                            .formatted(className(), features, MOST_FEATURES));
        }
        return (int) features;
    }

    /// The names of features, if they were trained with names. Before scikit-learn 1.0 only a
    /// ColumnTransformer knew them, under another name.
    List<String> featureNames() {
        return findArray("feature_names_in_")
                .or(() -> findArray("_feature_names_in"))
                .map(NumpyArray::toTexts)
                .orElse(List.of());
    }

    /// One score for each class, or one for two.
    void requireScores(Labels classes, int scores) {
        if (scores != (classes.count() == 2 ? 1 : classes.count())) {
            throw new PickleException(
                    "%s: %d scores for %d classes".formatted(className(), scores, classes.count()));
        }
    }

    /// Places of features.
    void requireColumns(int[] columns, int features) {
        for (int column : columns) {
            if (column < 0 || column >= features) {
                throw new PickleException(
                        "%s: column %d is chosen of %d".formatted(className(), column, features));
            }
        }
    }

    /// The refusal of an option that the class is not read with.
    PickleException unread(String option) {
        return PickleException.notRead("%s with %s".formatted(className(), option));
    }

    PickleException mistyped(String name, Value found, String expected) {
        return new PickleException(
                "%s: '%s' is %s, expected %s"
                        .formatted(className(), name, found.describe(), expected));
    }

    /// scikit-learn's version that wrote it, as 1.07 for 1.7; 0 if it does not say.
    double version() {
        String[] parts = text("_sklearn_version", "0.0").split("[.]", 3);
        try {
            return Integer.parseInt(parts[0]) + Integer.parseInt(parts[1]) / 100.0;
        } catch (NumberFormatException | ArrayIndexOutOfBoundsException _) {
            return 0;
        }
    }
}
