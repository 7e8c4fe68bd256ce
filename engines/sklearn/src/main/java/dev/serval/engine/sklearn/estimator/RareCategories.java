package dev.serval.engine.sklearn.estimator;

import dev.serval.engine.sklearn.numpy.NumpyArray;
import dev.serval.engine.sklearn.numpy.NumpyValues;
import dev.serval.engine.sklearn.pickle.PickleException;
import dev.serval.engine.sklearn.pickle.Value;
import java.util.List;
import java.util.stream.IntStream;

/// Which of an encoder's categories were so rare that they share a place, the last of their column.
///
/// @param mappings for each column the places of its categories, or `None` where none is rare;
///   empty if the encoder knows no rare ones
record RareCategories(String name, List<Value> mappings) {
    RareCategories {
        mappings = List.copyOf(mappings);
    }

    static RareCategories of(Attributes attributes) {
        boolean enabled = attributes.flag("_infrequent_enabled", false);
        return new RareCategories(
                attributes.className(),
                enabled ? attributes.list("_default_to_infrequent_mappings") : List.of());
    }

    /// The places of a column's categories.
    int[] placesOf(int column, int count) {
        if (!hasIn(column)) {
            return IntStream.range(0, count).toArray();
        }
        long[] places =
                NumpyValues.findArray(mappings.get(column))
                        .map(NumpyArray::toLongs)
                        .orElseThrow(
                                () -> new PickleException(name + ": rare categories are no array"));
        if (places.length != count) {
            throw new PickleException(
                    "%s: %d places for %d categories".formatted(name, places.length, count));
        }
        for (long place : places) {
            if (place < 0 || place >= count) {
                throw new PickleException(
                        "%s: a category has place %d of %d".formatted(name, place, count));
            }
        }
        return IntStream.range(0, count).map(i -> (int) places[i]).toArray();
    }

    /// Whether a column has rare categories.
    boolean hasIn(int column) {
        return column < mappings.size() && mappings.get(column) != Value.Nothing.NONE;
    }
}
