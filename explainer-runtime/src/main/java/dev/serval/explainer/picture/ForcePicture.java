package dev.serval.explainer.picture;

import dev.serval.explainer.answer.Explained;
import dev.serval.explainer.method.Attribution;
import java.util.List;

/// One line: what raises the answer pushes from the left, what lowers it from the right, and where
/// they meet is the answer.
final class ForcePicture {
    private static final double WIDTH = 900;
    private static final double MARGIN = 40;
    private static final double BAND = 64;
    private static final double HEIGHT = 26;
    private static final double SHORTEST_NAMED = 40;
    private static final int NAME_LINES = 6;
    private static final double NAME_LINE = 16;
    private static final double LONGEST_NAME = 260;

    private ForcePicture() {}

    static String draw(Explained explained, Attribution attribution) {
        List<Strongest.Part> parts = Strongest.of(explained, attribution);
        double raised = parts.stream().mapToDouble(part -> Math.max(0, part.value())).sum();
        double lowered = parts.stream().mapToDouble(part -> Math.max(0, -part.value())).sum();
        double scale = (WIDTH - 2 * MARGIN) / Math.max(raised + lowered, Double.MIN_NORMAL);
        double answer = MARGIN + raised * scale;
        String title = Strongest.title(explained, attribution);
        double bottom = BAND + HEIGHT + 18 + NAME_LINES * NAME_LINE;
        Svg svg =
                new Svg(WIDTH, bottom + 20, title)
                        .text("title", "start", 12, 26, Svg.fitting("title", title, WIDTH - 24));
        svg.line("mark", answer, BAND - 12, answer, BAND + HEIGHT + 6);
        svg.text("", "middle", answer, BAND - 16, Svg.number(attribution.prediction()));
        pushing(svg, parts, true, answer, scale);
        pushing(svg, parts, false, answer, scale);
        svg.text(
                "small",
                "start",
                12,
                bottom + 8,
                "base value %s; raised by %s, lowered by %s"
                        .formatted(
                                Svg.number(attribution.baseValue()),
                                Svg.number(raised),
                                Svg.number(lowered)));
        return svg.finish();
    }

    /// Strongest next to the answer. Names are on every other line below, those of what raises on
    /// the first, so that neighbours' are never on one.
    private static void pushing(
            Svg svg, List<Strongest.Part> parts, boolean raising, double answer, double scale) {
        double at = answer;
        int named = 0;
        for (Strongest.Part part : parts) {
            if (part.value() == 0 || part.value() > 0 != raising) {
                continue;
            }
            double length = Math.abs(part.value()) * scale;
            double start = raising ? at - length : at;
            svg.rectangle(raising ? "more" : "less", start + 0.5, BAND, length - 1, HEIGHT);
            if (length >= SHORTEST_NAMED && named < NAME_LINES / 2) {
                int line = 2 * named + (raising ? 0 : 1);
                name(svg, part.name(), start + length / 2, line);
                named++;
            }
            at = raising ? start : start + length;
        }
    }

    /// A name below the middle of its part, with a line up to it, moved to where it fits.
    private static void name(Svg svg, String name, double middle, int line) {
        String words = Svg.fitting("small", name, LONGEST_NAME);
        double half = Svg.width("small", words) / 2;
        double x = Math.clamp(middle, 12 + half, WIDTH - 12 - half);
        double y = BAND + HEIGHT + 18 + NAME_LINE * line;
        svg.line("axis", middle, BAND + HEIGHT + 1, middle, y - 10);
        svg.text("small", "middle", x, y, words);
    }
}
