package dev.serval.explainer.picture;

import dev.serval.explainer.answer.Explained;
import dev.serval.explainer.method.Explanation.Anchor;
import dev.serval.explainer.method.Explanation.Condition;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/// What an anchor asks for, marked in the text or the image.
final class AnchorPicture {
    private AnchorPicture() {}

    static String draw(Explained explained, Anchor anchor) {
        String title =
                "%s: output %s, precision %s"
                        .formatted(
                                explained.method(),
                                explained.label(anchor.output()),
                                Svg.number(anchor.precision()));
        if (explained.findText().isPresent()) {
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
        List<Integer> cells = new ArrayList<>();
        for (Condition condition : anchor.conditions()) {
            if (!(condition instanceof Condition.Segment segment)) {
                throw Picture.none(explained);
            }
            cells.addAll(segment.cells());
        }
        return HeatMapPicture.draw(explained, cells, title);
    }
}
