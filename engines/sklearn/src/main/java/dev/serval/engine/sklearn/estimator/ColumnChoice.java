package dev.serval.engine.sklearn.estimator;

import dev.serval.engine.sklearn.numpy.NumpyArray;
import dev.serval.engine.sklearn.numpy.NumpyValues;
import dev.serval.engine.sklearn.pickle.Instance;
import dev.serval.engine.sklearn.pickle.Sequence;
import dev.serval.engine.sklearn.pickle.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/// Columns as a ColumnTransformer is told them: numbers from the front or, below zero, the back;
/// names; truths; or a slice.
final class ColumnChoice {
    /// What scikit-learn 1.5 to 1.6 wrote a list of the remaining columns as.
    private static final String REST = "._RemainderColsList";

    private ColumnChoice() {}

    /// The places of the chosen columns.
    static int[] of(Attributes attributes, Value choice) {
        int features = attributes.features();
        List<String> names = attributes.featureNames();
        List<Value> items = new ArrayList<>();
        switch (choice) {
            case Sequence sequence -> items.addAll(sequence.items());
            case Instance rest when rest.type().endsWith(REST) ->
                    items.addAll(new Attributes(rest).list("data"));
            case Instance slice when slice.type().equals("builtins.slice") -> {
                return slice(attributes, slice, features);
            }
            case Instance array when NumpyValues.findArray(array).isPresent() -> {
                return ofArray(attributes, NumpyValues.findArray(array).orElseThrow(), names);
            }
            default -> items.add(choice);
        }
        if (isMask(items, features)) {
            return IntStream.range(0, features)
                    .filter(i -> ((Value.Truth) items.get(i)).value())
                    .toArray();
        }
        int[] columns = items.stream().mapToInt(item -> column(attributes, item, names)).toArray();
        attributes.requireColumns(columns, features);
        return columns;
    }

    private static boolean isMask(List<Value> items, int features) {
        return features > 0
                && items.size() == features
                && items.stream().allMatch(Value.Truth.class::isInstance);
    }

    private static int[] ofArray(Attributes attributes, NumpyArray array, List<String> names) {
        int features = attributes.features();
        if (array.kind() == 'b' && array.count() == features) {
            long[] mask = array.toLongs();
            return IntStream.range(0, features).filter(i -> mask[i] != 0).toArray();
        }
        int[] columns =
                array.isNumeric()
                        ? IntStream.of(wholes(array)).map(i -> i < 0 ? i + features : i).toArray()
                        : array.toTexts().stream().mapToInt(names::indexOf).toArray();
        attributes.requireColumns(columns, features);
        return columns;
    }

    private static int[] wholes(NumpyArray array) {
        long[] given = array.toLongs();
        return IntStream.range(0, given.length).map(i -> (int) given[i]).toArray();
    }

    private static int column(Attributes attributes, Value item, List<String> names) {
        return NumpyValues.findText(item)
                .map(names::indexOf)
                .orElseGet(() -> {
                    int index = (int) attributes.number("transformers_", item);
                    return index < 0 ? index + attributes.features() : index;
                });
    }

    /// Start, stop and step; a slice of names includes its stop, and is not read.
    private static int[] slice(Attributes attributes, Instance slice, int features) {
        for (Value part : slice.arguments().items()) {
            if (NumpyValues.findText(part).isPresent()) {
                throw attributes.unread("a slice of names");
            }
        }
        int start = bound(attributes, slice.arguments().at(0), features, 0);
        int stop = bound(attributes, slice.arguments().at(1), features, features);
        int step = bound(attributes, slice.arguments().at(2), features, 1);
        if (step < 1) {
            throw attributes.unread("a slice backwards");
        }
        return IntStream.range(start, stop).filter(i -> (i - start) % step == 0).toArray();
    }

    private static int bound(Attributes attributes, Value value, int features, int otherwise) {
        if (value == Value.Nothing.NONE) {
            return otherwise;
        }
        int bound = (int) attributes.number("transformers_", value);
        return Math.clamp(bound < 0 ? bound + features : bound, 0, features);
    }
}
