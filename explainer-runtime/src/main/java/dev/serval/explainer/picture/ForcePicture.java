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
    private static final double SHORTEST_NAMED = 60;

    private ForcePicture() {}

    static String draw(Explained explained, Attribution attribution) {
        List<Strongest.Part> parts = Strongest.of(explained, attribution);
        double raised = parts.stream().mapToDouble(part -> Math.max(0, part.value())).sum();
        double lowered = parts.stream().mapToDouble(part -> Math.max(0, -part.value())).sum();
        double scale = (WIDTH - 2 * MARGIN) / Math.max(raised + lowered, Double.MIN_NORMAL);
        double answer = MARGIN + raised * scale;
        String title = Strongest.title(explained, attribution);
        Svg svg = new Svg(WIDTH, 190, title).text("title", "start", 12, 26, title);
        svg.line("mark", answer, BAND - 12, answer, BAND + HEIGHT + 12);
        svg.text("", "middle", answer, BAND - 16, Svg.number(attribution.prediction()));
        pushing(svg, parts, true, answer, scale);
        pushing(svg, parts, false, answer, scale);
        svg.text(
                "small",
                "start",
                12,
                178,
                "base value %s; raised by %s, lowered by %s"
                        .formatted(
                                Svg.number(attribution.baseValue()),
                                Svg.number(raised),
                                Svg.number(lowered)));
        return svg.finish();
    }

    /// Strongest next to the answer.
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
            if (length >= SHORTEST_NAMED) {
                double y = BAND + HEIGHT + 18 + 16 * (named++ % 4);
                svg.text("small", "middle", start + length / 2, y, part.name());
            }
            at = raising ? start : start + length;
        }
    }
}
