package dev.serval.engine.sklearn.estimator;

import dev.serval.engine.sklearn.numpy.NumpyArray;
import dev.serval.engine.sklearn.numpy.NumpyValues;
import dev.serval.engine.sklearn.pickle.Value;
import dev.serval.inference.failure.InvalidInput;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// What each column was seen to hold, by an encoder: numbers, or texts as the vocabulary numbers
/// them. Rare categories of a column may share one place.
///
/// @param places for each column, where each of its categories is told
/// @param texts the columns that hold texts
record Categories(String name, List<Map<Double, Integer>> places, Set<Integer> texts) {
    Categories {
        places = List.copyOf(places);
        texts = Set.copyOf(texts);
    }

    static Categories of(Attributes attributes, Vocabulary vocabulary) {
        List<Value> columns = attributes.list("categories_");
        RareCategories rare = RareCategories.of(attributes);
        List<Map<Double, Integer>> places = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            double[] known = known(attributes, columns.get(i), vocabulary);
            places.add(places(known, rare.placesOf(i, known.length)));
        }
        Set<Integer> texts =
                IntStream.range(0, columns.size())
                        .filter(i -> holdsTexts(columns.get(i)))
                        .boxed()
                        .collect(Collectors.toSet());
        return new Categories(attributes.className(), places, texts);
    }

    private static double[] known(Attributes attributes, Value value, Vocabulary vocabulary) {
        NumpyArray column =
                NumpyValues.findArray(value)
                        .orElseThrow(() -> attributes.mistyped("categories_", value, "arrays"));
        return switch (column.kind()) {
            case 'O' ->
                    column.toObjects().stream()
                            .map(it ->
                                    vocabulary
                                            .learn(it)
                                            .orElseThrow(() ->
                                                    attributes.mistyped(
                                                            "categories_",
                                                            it,
                                                            "a text or a number")))
                            .mapToDouble(code -> code)
                            .toArray();
            case 'U', 'S' -> column.toTexts().stream().mapToDouble(vocabulary::learn).toArray();
            default -> column.toDoubles();
        };
    }

    private static boolean holdsTexts(Value value) {
        NumpyArray column = NumpyValues.findArray(value).orElseThrow();
        return switch (column.kind()) {
            case 'U', 'S' -> true;
            case 'O' ->
                    column.toObjects().stream()
                            .anyMatch(it -> NumpyValues.findText(it).isPresent());
            default -> false;
        };
    }

    private static Map<Double, Integer> places(double[] known, int[] places) {
        Map<Double, Integer> byCategory = new HashMap<>();
        for (int i = 0; i < known.length; i++) {
            byCategory.putIfAbsent(known[i] + 0.0, places[i]);
        }
        return byCategory;
    }

    int features() {
        return places.size();
    }

    /// How many places a column's categories have.
    int count(int column) {
        return places.get(column).values().stream().mapToInt(place -> place + 1).max().orElse(0);
    }

    /// The place of a category, zeros with or without a sign; -1 for one that was not seen.
    int place(Matrix rows, int row, int column) {
        return places.get(column).getOrDefault(rows.at(row, column) + 0.0, -1);
    }

    InvalidInput unknown(Matrix rows, int row, int column) {
        String found = texts.contains(column) ? "a text" : String.valueOf(rows.at(row, column));
        return new InvalidInput(
                "row %d, column %d is %s, which %s was not trained on"
                        .formatted(row, column, found, name));
    }
}
