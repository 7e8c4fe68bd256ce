package dev.serval.explainer.picture;

import dev.serval.explainer.answer.Explained;
import dev.serval.explainer.method.Attribution;
import java.util.List;

/// Bars to the right for features that raise the answer and to the left for those that lower it:
/// each from nought, or in a waterfall each from where the last one ended.
final class BarPicture {
    private static final double WIDTH = 720;
    private static final double LEFT = 230;
    private static final double RIGHT = 90;
    private static final double TOP = 48;
    private static final double LINE = 28;
    private static final double BAR = 18;

    private final List<Strongest.Part> parts;
    private final double least;
    private final double most;

    private BarPicture(List<Strongest.Part> parts, double least, double most) {
        this.parts = parts;
        this.least = least;
        this.most = most == least ? least + 1 : most;
    }

    static String bars(Explained explained, Attribution attribution) {
        List<Strongest.Part> parts = Strongest.of(explained, attribution);
        double least = 0;
        double most = 0;
        for (Strongest.Part part : parts) {
            double error = Double.isNaN(part.error()) ? 0 : part.error();
            least = Math.min(least, part.value() - error);
            most = Math.max(most, part.value() + error);
        }
        BarPicture picture = new BarPicture(parts, least, most);
        Svg svg = picture.begin(Strongest.title(explained, attribution), parts.size());
        double nought = picture.place(0);
        svg.line("axis", nought, TOP - 8, nought, TOP + LINE * parts.size());
        for (int i = 0; i < parts.size(); i++) {
            Strongest.Part part = parts.get(i);
            double error = Double.isNaN(part.error()) ? 0 : part.error();
            picture.bar(svg, i, 0, part.value(), error);
            picture.error(svg, i, part);
        }
        return svg.finish();
    }

    static String waterfall(Explained explained, Attribution attribution) {
        List<Strongest.Part> parts = Strongest.of(explained, attribution);
        double at = attribution.baseValue();
        double least = at;
        double most = at;
        for (Strongest.Part part : parts) {
            at += part.value();
            least = Math.min(least, at);
            most = Math.max(most, at);
        }
        BarPicture picture = new BarPicture(parts, least, most);
        Svg svg = picture.begin(Strongest.title(explained, attribution), parts.size() + 1);
        double base = picture.place(attribution.baseValue());
        svg.line("axis", base, TOP - 8, base, TOP + LINE * parts.size());
        double from = attribution.baseValue();
        for (int i = 0; i < parts.size(); i++) {
            double to = from + parts.get(i).value();
            picture.bar(svg, i, from, to, 0);
            double x = picture.place(to);
            double below = TOP + LINE * i + BAR;
            svg.line("axis", x, below, x, below + LINE - BAR);
            from = to;
        }
        svg.text(
                "small",
                "start",
                12,
                TOP + LINE * parts.size() + 16,
                "from the base value %s to %s"
                        .formatted(Svg.number(attribution.baseValue()), Svg.number(from)));
        return svg.finish();
    }

    private Svg begin(String title, int lines) {
        Svg svg = new Svg(WIDTH, TOP + LINE * lines + 16, title);
        return svg.text("title", "start", 12, 26, Svg.fitting("title", title, WIDTH - 24));
    }

    private double place(double value) {
        return LEFT + (value - least) / (most - least) * (WIDTH - LEFT - RIGHT);
    }

    /// @param error how far beyond the bar its error reaches
    private void bar(Svg svg, int line, double from, double to, double error) {
        double top = TOP + LINE * line;
        double start = place(Math.min(from, to));
        double end = place(Math.max(from, to));
        String change = (to >= from ? "+" : "−") + Svg.number(Math.abs(to - from));
        String name = Svg.fitting("", parts.get(line).name(), LEFT - 24);
        svg.text("", "end", LEFT - 12, top + BAR - 4, name);
        svg.rectangle(to >= from ? "more" : "less", start, top, Math.max(1, end - start), BAR);
        double free = Math.max(end, place(to + error));
        svg.text("small", "start", free + 6, top + BAR - 5, change);
    }

    /// A line that is told from the bar below it by the ground around it.
    private void error(Svg svg, int line, Strongest.Part part) {
        if (!Double.isNaN(part.error()) && part.error() > 0) {
            double middle = TOP + LINE * line + BAR / 2;
            double least = place(part.value() - part.error());
            double most = place(part.value() + part.error());
            svg.line("halo", least - 1, middle, most + 1, middle);
            svg.line("error", least, middle, most, middle);
        }
    }
}
