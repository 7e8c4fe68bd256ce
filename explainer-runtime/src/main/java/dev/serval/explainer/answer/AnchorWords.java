package dev.serval.explainer.answer;

import dev.serval.explainer.method.Explanation.Condition;
import java.util.Locale;

/// A condition of a rule as people read it.
public final class AnchorWords {
    private AnchorWords() {}

    /// `petal width > 1.75`.
    public static String of(Condition condition, Explained explained) {
        return switch (condition) {
            case Condition.Interval interval -> of(interval, explained);
            case Condition.Word word -> "'%s'".formatted(explained.features().name(word.word()));
            case Condition.Segment segment -> "segment " + segment.segment();
        };
    }

    private static String of(Condition.Interval interval, Explained explained) {
        String feature = explained.features().name(interval.feature());
        boolean above = Double.isFinite(interval.over());
        boolean below = Double.isFinite(interval.upTo());
        if (above && below) {
            return "%s < %s <= %s"
                    .formatted(number(interval.over()), feature, number(interval.upTo()));
        }
        if (above) {
            return "%s > %s".formatted(feature, number(interval.over()));
        }
        return below ? "%s <= %s".formatted(feature, number(interval.upTo())) : feature + " is any";
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.6g", value)
                .replaceAll("(\\.\\d*?)0+$", "$1")
                .replaceAll("\\.$", "");
    }
}
