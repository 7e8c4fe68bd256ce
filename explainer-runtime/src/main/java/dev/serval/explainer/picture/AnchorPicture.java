package dev.serval.explainer.picture;

import dev.serval.explainer.answer.AnchorWords;
import dev.serval.explainer.answer.Explained;
import dev.serval.explainer.method.Explanation.Anchor;
import dev.serval.explainer.method.Explanation.Condition;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/// What an anchor asks for: marked in the text or the image, or of a row in words.
final class AnchorPicture {
    private static final double WIDTH = 720;
    private static final double TOP = 56;
    private static final double LINE = 26;

    private AnchorPicture() {}

    static String draw(Explained explained, Anchor anchor) {
        String title =
                "%s: output %s, precision %s"
                        .formatted(
                                explained.method(),
                                explained.label(anchor.output()),
                                Svg.number(anchor.precision()));
        if (explained.findText().isPresent()) {
            return text(explained, anchor, title);
        }
        List<Integer> cells = new ArrayList<>();
        for (Condition condition : anchor.conditions()) {
            if (!(condition instanceof Condition.Segment segment)) {
                return words(explained, anchor, title);
            }
            cells.addAll(segment.cells());
        }
        return cells.isEmpty()
                ? words(explained, anchor, title)
                : HeatMapPicture.draw(explained, cells, title);
    }

    private static String text(Explained explained, Anchor anchor, String title) {
        List<Double> marked =
                new ArrayList<>(Collections.nCopies(explained.features().count(), 0.0));
        for (Condition condition : anchor.conditions()) {
            if (condition instanceof Condition.Word word) {
                marked.set(word.word(), 1.0);
            }
        }
        return TextPicture.draw(
                explained, marked, title, "the marked words are enough for the answer");
    }

    private static String words(Explained explained, Anchor anchor, String title) {
        List<Condition> conditions = anchor.conditions();
        int lines = Math.max(1, conditions.size());
        Svg svg = new Svg(WIDTH, TOP + LINE * lines + 24, title);
        svg.text("title", "start", 12, 26, Svg.fitting("title", title, WIDTH - 24));
        for (int i = 0; i < conditions.size(); i++) {
            double y = TOP + LINE * i;
            String words = AnchorWords.of(conditions.get(i), explained);
            svg.rectangle("more", 12, y - 14, 4, 18);
            svg.text("", "start", 26, y, Svg.fitting("", words, WIDTH - 40));
        }
        if (conditions.isEmpty()) {
            svg.text("", "start", 12, TOP, "no condition: whatever the values");
        }
        String legend =
                "is enough for the answer: holds in %s of the cases"
                        .formatted(Svg.number(anchor.coverage()));
        return svg.text("small", "start", 12, TOP + LINE * lines + 4, legend).finish();
    }
}
