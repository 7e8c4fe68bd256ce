package dev.serval.explainer.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.serval.explainer.answer.Explained;
import dev.serval.explainer.method.Attribution;
import dev.serval.explainer.method.Explanation;
import dev.serval.explainer.method.Explanation.Anchor;
import dev.serval.explainer.method.Explanation.Attributions;
import dev.serval.explainer.method.Explanation.Condition;
import dev.serval.explainer.method.Features;
import dev.serval.explainer.method.Findings;
import dev.serval.explainer.parts.MaskedText;
import dev.serval.explainer.parts.MaskedText.Unit;
import dev.serval.inference.failure.Unsupported;
import dev.serval.inference.tensor.Shape;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;

class TextPictureTest {
    private static final Findings FINDINGS = Findings.of(true, Map.of());

    private static Explained explained(String text, Explanation explanation) {
        MaskedText masked = MaskedText.of(text, Unit.WORD, "");
        List<String> names = masked.words().stream().map(MaskedText.Word::name).toList();
        return new Explained(
                "lime_text",
                new Features(names),
                List.of("bad", "good"),
                Shape.of(names.size()),
                Collections.nCopies(names.size(), 1.0),
                masked,
                explanation,
                new Explained.Effort(0, 1, 1, 0));
    }

    private static Attributions values(Double... values) {
        return new Attributions(
                List.of(new Attribution(1, 0.5, 0.8, List.of(values), List.of())), FINDINGS);
    }

    private static List<String> highlighted(String picture) {
        return Pattern.compile("<rect class=\"(more|less)\" fill-opacity=\"([.\\d]+)\"")
                .matcher(picture)
                .results()
                .map(found -> found.group(1) + " " + found.group(2))
                .toList();
    }

    private static List<String> letters(String picture) {
        return Pattern.compile("<text class=\"letters\"[^>]*>([^<]*)<")
                .matcher(picture)
                .results()
                .map((MatchResult found) -> found.group(1))
                .toList();
    }

    @Test
    void wordsAreColouredByWhatTheyAdd() throws Exception {
        String picture =
                Picture.draw(
                        explained("good <b> film, good end", values(0.4, 0.0, -0.2, 0.1)), "", -1);

        assertThat(highlighted(picture))
                .containsExactly("more 0.50", "less 0.25", "more 0.50", "more 0.13");
        assertThat(letters(picture))
                .containsExactly("good", "&lt;b&gt;", "film", ",", "good", "end");
        assertThat(picture).contains("output good = 0.8", "prefers-color-scheme:dark");
        DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(picture.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void aLongTextIsBrokenIntoLinesThatFit() {
        String text = "word ".repeat(200) + "\nlast " + "x".repeat(300);
        String picture = Picture.draw(explained(text, values(0.1, 0.2, 0.3)), "", -1);

        double width = number(picture, "svg[^>]* width=\"([.\\d]+)\"").getFirst();
        List<Double> from = number(picture, "class=\"letters\" x=\"([.\\d]+)\"");
        List<Double> length = number(picture, "textLength=\"([.\\d]+)\"");
        for (int i = 0; i < from.size(); i++) {
            assertThat(from.get(i) + length.get(i)).isLessThan(width);
        }
        assertThat(
                        number(picture, "class=\"letters\" x=\"[.\\d]+\" y=\"([.\\d]+)\"").stream()
                                .distinct())
                .hasSize(13 + 1 + 4);
    }

    private static List<Double> number(String picture, String pattern) {
        return Pattern.compile(pattern)
                .matcher(picture)
                .results()
                .map(found -> Double.valueOf(found.group(1)))
                .toList();
    }

    @Test
    void anAnchorsWordsAreMarked() {
        Anchor anchor = new Anchor(List.of(new Condition.Word(1)), 1, 0.98, 0.95, 0.5, FINDINGS);

        String picture = Picture.draw(explained("a good film", anchor), "", -1);

        assertThat(highlighted(picture)).containsExactly("more 0.50");
        assertThat(picture).contains("precision 0.98");
    }

    @Test
    void anImagesAnchorIsMarkedInItsGrid() {
        Anchor anchor =
                new Anchor(
                        List.of(new Condition.Segment(4, List.of(0, 3))),
                        0,
                        0.99,
                        0.96,
                        0.5,
                        FINDINGS);
        Explained image =
                new Explained(
                        "anchor_image",
                        Features.numbered(4),
                        List.of(),
                        Shape.of(2, 2),
                        List.of(0.1, 0.2, 0.3, 0.4),
                        null,
                        anchor,
                        new Explained.Effort(0, 1, 1, 0));

        assertThat(highlighted(Picture.draw(image, "", -1)))
                .containsExactly("more 1.00", "more 1.00");
    }

    @Test
    void refusesToDrawNumbersAsAText() {
        Explained row =
                new Explained(
                        "lime",
                        Features.numbered(1),
                        List.of(),
                        Shape.of(1),
                        List.of(1.0),
                        null,
                        values(0.5),
                        new Explained.Effort(0, 1, 1, 0));

        assertThatThrownBy(() -> Picture.draw(row, "text", -1))
                .isInstanceOf(Unsupported.class)
                .hasMessageContaining("expected another 'plot'");
    }
}
