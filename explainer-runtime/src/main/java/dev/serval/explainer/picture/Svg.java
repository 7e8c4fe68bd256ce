package dev.serval.explainer.picture;

import java.util.Locale;

/// An SVG document in the making. Colours are classes, which the document's style gives for light
/// and for dark ground.
final class Svg {
    private static final String STYLE =
            """
            <style>
            svg{color-scheme:light dark;--ground:#ffffff;--ink:#1b2733;--faint:#c9d1d9;--more:#c2413b;--less:#2f6fb5;--line:#5b3fa0}
            @media (prefers-color-scheme:dark){
            svg{--ground:#14191f;--ink:#e6edf3;--faint:#3d4752;--more:#ff8f87;--less:#79b8ff;--line:#c3a6ff}}
            .ground{fill:var(--ground)}text{fill:var(--ink);font:13px system-ui,sans-serif}
            .title{font-weight:600;font-size:15px}.small{font-size:11px}
            .letters{font:14px ui-monospace,monospace}
            .more{fill:var(--more)}.less{fill:var(--less)}
            .axis{stroke:var(--faint);stroke-width:1}.mark{stroke:var(--ink);stroke-width:1.5;fill:none}
            .error{stroke:var(--ink);stroke-width:1.5}.halo{stroke:var(--ground);stroke-width:4.5}
            .curve{stroke:var(--line);stroke-width:2;fill:none}.band{fill:var(--line);opacity:.2}
            </style>
            """;

    /// How strong a word's ground may be, so that the word can be read on it.
    static final double STRONGEST_HIGHLIGHT = 0.5;

    /// How wide a letter is by its size, in a face without serifs.
    private static final double LETTER = 0.56;

    private static final double SMALL = 11;
    private static final double TITLE = 15;
    private static final double PLAIN = 13;

    private final StringBuilder text = new StringBuilder();

    Svg(double width, double height, String title) {
        text.append(
                        form(
                                "<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\""
                                        + " width=\"%s\" height=\"%s\" viewBox=\"0 0 %s %s\">",
                                width, height, width, height))
                .append("<title>")
                .append(escaped(title))
                .append("</title>")
                .append(STYLE);
        rectangle("ground", 0, 0, width, height);
    }

    Svg rectangle(String style, double x, double y, double width, double height) {
        text.append(
                form(
                        "<rect class=\"%s\" x=\"%s\" y=\"%s\" width=\"%s\" height=\"%s\"/>",
                        style, x, y, Math.max(0, width), Math.max(0, height)));
        return this;
    }

    /// A square of a grid, without a gap to its neighbours.
    Svg faded(String style, double opacity, double x, double y, double size) {
        text.append(
                form(
                        "<rect class=\"%s\" fill-opacity=\"%s\" shape-rendering=\"crispEdges\" x=\"%s\""
                                + " y=\"%s\" width=\"%s\" height=\"%s\"/>",
                        style, opacity, x, y, size, size));
        return this;
    }

    /// A word's ground.
    ///
    /// @param strength 1 for the strongest
    Svg highlight(String style, double strength, double x, double y, double width) {
        text.append(
                form(
                        "<rect class=\"%s\" fill-opacity=\"%s\" x=\"%s\" y=\"%s\" width=\"%s\""
                                + " height=\"20\" rx=\"3\"/>",
                        style, strength * STRONGEST_HIGHLIGHT, x, y, width));
        return this;
    }

    /// Letters that are as wide as they are told to be.
    Svg letters(double x, double y, String words, double letter) {
        text.append(
                        form(
                                "<text class=\"letters\" x=\"%s\" y=\"%s\" textLength=\"%s\""
                                        + " lengthAdjust=\"spacingAndGlyphs\">",
                                x, y, words.length() * letter))
                .append(escaped(words))
                .append("</text>");
        return this;
    }

    Svg line(String style, double x1, double y1, double x2, double y2) {
        text.append(
                form(
                        "<line class=\"%s\" x1=\"%s\" y1=\"%s\" x2=\"%s\" y2=\"%s\"/>",
                        style, x1, y1, x2, y2));
        return this;
    }

    /// A path of straight lines.
    ///
    /// @param points `x,y` after `x,y`
    Svg path(String style, String points) {
        text.append(form("<polyline class=\"%s\" points=\"%s\"/>", style, points));
        return this;
    }

    Svg area(String style, String points) {
        text.append(form("<polygon class=\"%s\" points=\"%s\"/>", style, points));
        return this;
    }

    /// @param anchor `start`, `middle` or `end`
    Svg text(String style, String anchor, double x, double y, String words) {
        text.append(
                        form(
                                "<text class=\"%s\" text-anchor=\"%s\" x=\"%s\" y=\"%s\">",
                                style, anchor, x, y))
                .append(escaped(words))
                .append("</text>");
        return this;
    }

    String finish() {
        return text.append("</svg>\n").toString();
    }

    /// How wide words are.
    static double width(String style, String words) {
        double size = style.equals("small") ? SMALL : style.equals("title") ? TITLE : PLAIN;
        return words.length() * size * LETTER;
    }

    /// Words with as much of their middle left out as they are too wide: names often begin alike,
    /// and end with a value.
    static String fitting(String style, String words, double width) {
        if (width(style, words) <= width) {
            return words;
        }
        int kept = Math.max(2, (int) (width / width(style, "m")) - 1);
        int tail = kept / 2;
        return words.substring(0, kept - tail) + "…" + words.substring(words.length() - tail);
    }

    /// A number as people read it.
    static String number(double value) {
        String plain = String.format(Locale.ROOT, Math.abs(value) < 1e6 ? "%.4g" : "%.3e", value);
        return plain.contains(".") && !plain.contains("e")
                ? plain.replaceAll("0+$", "").replaceAll("\\.$", "")
                : plain;
    }

    /// A coordinate, short.
    static String coordinate(double value) {
        return String.format(Locale.ROOT, "%.2f", value);
    }

    private static String form(String template, Object... values) {
        Object[] texts = new Object[values.length];
        for (int i = 0; i < values.length; i++) {
            texts[i] = values[i] instanceof Double number ? coordinate(number) : values[i];
        }
        return String.format(Locale.ROOT, template, texts);
    }

    private static String escaped(String words) {
        return words.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replaceAll("[\\p{Cc}\\p{Cs}]", "?");
    }
}
