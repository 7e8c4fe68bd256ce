package dev.serval.explainer.picture;

import dev.serval.explainer.answer.Explained;
import dev.serval.explainer.method.Explanation.Counterfactual;
import dev.serval.explainer.method.Explanation.Counterfactuals;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/// For each row that is answered otherwise, what each of its changed features was and what it is,
/// with an arrow between them.
final class ChangesPicture {
    private static final double WIDTH = 720;
    private static final double NAMES = 260;
    private static final double BEFORE = 370;
    private static final double AFTER = 510;
    private static final double TOP = 52;
    private static final double LINE = 24;
    private static final double HEAD = 10;
    private static final int MOST = 12;

    private final Explained explained;
    private final Svg svg;
    private double y = TOP;

    private ChangesPicture(Explained explained, Svg svg) {
        this.explained = explained;
        this.svg = svg;
    }

    static String draw(Explained explained, Counterfactuals counterfactuals) {
        List<Counterfactual> found = counterfactuals.found();
        double lines = found.stream().mapToDouble(each -> 1.5 + lines(each)).sum();
        String title =
                "%s: rows answered otherwise: %d".formatted(explained.method(), found.size());
        Svg svg = new Svg(WIDTH, TOP + LINE * lines + 24, title);
        svg.text("title", "start", 12, 26, Svg.fitting("title", title, WIDTH - 24));
        ChangesPicture picture = new ChangesPicture(explained, svg);
        found.forEach(picture::draw);
        svg.text("small", "start", 12, picture.y, "red was raised, blue was lowered");
        return svg.finish();
    }

    private static int lines(Counterfactual counterfactual) {
        int changes = counterfactual.changes().size();
        return changes <= MOST ? changes : MOST + 1;
    }

    private void draw(Counterfactual counterfactual) {
        svg.line("axis", 12, y - LINE * 0.7, WIDTH - 12, y - LINE * 0.7);
        svg.text("", "start", 12, y, Svg.fitting("", heading(counterfactual), WIDTH - 24));
        y += LINE;
        List<Integer> changes = counterfactual.changes();
        for (int feature : changes.subList(0, Math.min(MOST, changes.size()))) {
            change(feature, explained.instance().get(feature), counterfactual.row().get(feature));
            y += LINE;
        }
        if (changes.size() > MOST) {
            String rest = "%d other features".formatted(changes.size() - MOST);
            svg.text("", "end", NAMES, y, rest);
            y += LINE;
        }
        y += LINE / 2;
    }

    private String heading(Counterfactual counterfactual) {
        String distance = "distance " + Svg.number(counterfactual.distance());
        List<Double> outputs = counterfactual.outputs();
        return IntStream.range(0, outputs.size())
                .boxed()
                .max(Comparator.comparingDouble(outputs::get))
                .map(output ->
                        "output %s = %s, %s"
                                .formatted(
                                        explained.label(output),
                                        Svg.number(outputs.get(output)),
                                        distance))
                .orElse(distance);
    }

    private void change(int feature, double before, double after) {
        String style = after > before ? "more" : "less";
        double middle = y - 4;
        svg.text(
                "",
                "end",
                NAMES,
                y,
                Svg.fitting("", explained.features().name(feature), NAMES - 24));
        svg.text("", "end", BEFORE, y, Svg.number(before));
        svg.rectangle(style, BEFORE + 16, middle - 2, AFTER - BEFORE - 32 - HEAD, 4);
        double tip = AFTER - 16;
        svg.area(
                style,
                "%s,%s %s,%s %s,%s"
                        .formatted(
                                Svg.coordinate(tip - HEAD),
                                Svg.coordinate(middle - HEAD / 2),
                                Svg.coordinate(tip),
                                Svg.coordinate(middle),
                                Svg.coordinate(tip - HEAD),
                                Svg.coordinate(middle + HEAD / 2)));
        svg.text("", "start", AFTER, y, Svg.number(after));
    }
}
