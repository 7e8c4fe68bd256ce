package dev.serval.explainer.picture;

import dev.serval.explainer.answer.Explained;
import dev.serval.explainer.method.Attribution;
import dev.serval.explainer.parts.MaskedText;
import dev.serval.explainer.parts.MaskedText.Span;
import dev.serval.inference.failure.Unsupported;
import java.util.Arrays;
import java.util.List;

/// A text whose words are coloured by how much they raise or lower the answer, in letters of one
/// width.
final class TextPicture {
    private static final int COLUMNS = 84;
    private static final int MOST_CHARACTERS = 20_000;
    private static final double LETTER = 9;
    private static final double LINE = 24;
    private static final double MARGIN = 16;
    private static final double TOP = 52;

    private final String text;

    /// By character, its word's value.
    private final double[] values;

    private final double greatest;
    private int column;
    private int line;

    private TextPicture(MaskedText masked, List<Double> byWord) {
        this.text = masked.text();
        this.values = new double[text.length()];
        for (int word = 0; word < byWord.size(); word++) {
            for (Span place : masked.words().get(word).places()) {
                Arrays.fill(values, place.start(), place.end(), byWord.get(word));
            }
        }
        this.greatest = byWord.stream().mapToDouble(Math::abs).max().orElse(0);
    }

    static String draw(Explained explained, Attribution attribution) {
        double greatest = attribution.values().stream().mapToDouble(Math::abs).max().orElse(0);
        return draw(
                explained,
                attribution.values(),
                Strongest.title(explained, attribution),
                "red raises the output, blue lowers it, up to %s".formatted(Svg.number(greatest)));
    }

    /// @param byWord how strongly each word is coloured
    static String draw(Explained explained, List<Double> byWord, String title, String legend) {
        MaskedText masked =
                explained
                        .findText()
                        .orElseThrow(() ->
                                new Unsupported(
                                        "a row of numbers is not drawn as a text, expected"
                                                + " another 'plot'"));
        if (masked.text().length() > MOST_CHARACTERS) {
            throw new Unsupported(
                    "a text of %d characters is not drawn, expected at most %d"
                            .formatted(masked.text().length(), MOST_CHARACTERS));
        }
        TextPicture measured = new TextPicture(masked, byWord);
        measured.walk((_, _) -> {});
        double height = TOP + LINE * (measured.line + 1) + 28;
        Svg svg = new Svg(COLUMNS * LETTER + 2 * MARGIN, height, title);
        svg.text("title", "start", MARGIN, 26, Svg.fitting("title", title, COLUMNS * LETTER));
        TextPicture picture = new TextPicture(masked, byWord);
        picture.walk((from, to) -> picture.run(svg, from, to));
        return svg.text("small", "start", MARGIN, height - 12, legend).finish();
    }

    @FunctionalInterface
    private interface Run {
        /// Characters of one line and one colour.
        void draw(int from, int to);
    }

    /// Goes through the text by runs, and moves to the next line where a run does not fit.
    private void walk(Run run) {
        int from = 0;
        while (from < text.length()) {
            if (text.charAt(from) == '\n') {
                line++;
                column = 0;
                from++;
                continue;
            }
            int to = end(from);
            if (column > 0 && column + to - from > COLUMNS) {
                line++;
                column = 0;
            }
            run.draw(from, to);
            column += to - from;
            from = to;
        }
    }

    /// Where a run ends: at another colour, after a space, or where a line is full.
    private int end(int from) {
        int to = from + 1;
        while (to < text.length()
                && to - from < COLUMNS
                && text.charAt(to) != '\n'
                && values[to] == values[from]
                && !Character.isWhitespace(text.charAt(to - 1))) {
            to++;
        }
        return to;
    }

    private void run(Svg svg, int from, int to) {
        double left = MARGIN + column * LETTER;
        double top = TOP + line * LINE;
        double value = values[from];
        if (value != 0) {
            svg.highlight(
                    value > 0 ? "more" : "less",
                    Math.abs(value) / greatest,
                    left,
                    top,
                    (to - from) * LETTER);
        }
        String words = text.substring(from, to);
        if (!words.isBlank()) {
            svg.letters(left, top + 16, words.stripTrailing(), LETTER);
        }
    }
}
