package dev.serval.explainer.picture;

import dev.serval.explainer.answer.Explained;
import dev.serval.explainer.method.Attribution;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/// The features that matter most, and the rest taken together.
final class Strongest {
    private static final int MOST = 12;

    private Strongest() {}

    /// One feature's part, or that of several.
    ///
    /// @param error its standard error; NaN where there is none
    record Part(String name, double value, double error) {}

    static List<Part> of(Explained explained, Attribution attribution) {
        List<Integer> order =
                IntStream.range(0, attribution.values().size())
                        .boxed()
                        .sorted(
                                Comparator.comparingDouble((Integer i) ->
                                                Math.abs(attribution.values().get(i)))
                                        .reversed())
                        .toList();
        int shown = order.size() <= MOST ? order.size() : MOST - 1;
        List<Part> parts = new ArrayList<>();
        for (int feature : order.subList(0, shown)) {
            parts.add(
                    new Part(
                            name(explained, feature),
                            attribution.values().get(feature),
                            attribution.standardErrors().isEmpty()
                                    ? Double.NaN
                                    : attribution.standardErrors().get(feature)));
        }
        if (shown < order.size()) {
            double rest =
                    order.subList(shown, order.size()).stream()
                            .mapToDouble(attribution.values()::get)
                            .sum();
            parts.add(
                    new Part(
                            "%d other features".formatted(order.size() - shown), rest, Double.NaN));
        }
        return parts;
    }

    private static String name(Explained explained, int feature) {
        String name = explained.features().name(feature);
        return explained.findText().isPresent()
                ? name
                : "%s = %s".formatted(name, Svg.number(explained.instance().get(feature)));
    }

    static String title(Explained explained, Attribution attribution) {
        return "%s: output %s = %s"
                .formatted(
                        explained.method(),
                        explained.label(attribution.output()),
                        Svg.number(attribution.prediction()));
    }
}
