package dev.serval.explainer.picture;

import dev.serval.explainer.answer.Explained;
import dev.serval.explainer.method.Attribution;
import dev.serval.explainer.method.Explanation.Adversarial;
import dev.serval.inference.failure.Unsupported;
import dev.serval.inference.tensor.Shape;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/// A grid whose cells are coloured by how much they raise or lower the answer.
final class HeatMapPicture {
    private static final double SIDE = 480;
    private static final double MARGIN = 16;
    private static final double TOP = 44;
    private static final int MOST_CELLS = 256 * 256;
    private static final int MOST_CHANNELS = 4;

    private HeatMapPicture() {}

    static String draw(Explained explained, Attribution attribution) {
        Cells cells = Cells.of(explained.shape(), attribution.values());
        double greatest = cells.sums().stream().mapToDouble(Math::abs).max().orElse(0);
        return draw(
                cells,
                Strongest.title(explained, attribution),
                "red raises the output, blue lowers it, up to %s".formatted(Svg.number(greatest)));
    }

    /// What an attack moved.
    static String draw(Explained explained, Adversarial adversarial) {
        List<Double> moved = new ArrayList<>();
        for (int i = 0; i < adversarial.row().size(); i++) {
            moved.add(adversarial.row().get(i) - explained.instance().get(i));
        }
        return draw(
                Cells.of(explained.shape(), moved),
                "%s: output %s instead of %s"
                        .formatted(
                                explained.method(),
                                explained.label(adversarial.classes().after()),
                                explained.label(adversarial.classes().right())),
                "red was raised, blue was lowered, by up to %s"
                        .formatted(Svg.number(adversarial.norms().greatest())));
    }

    /// The cells that a rule asks for.
    static String draw(Explained explained, List<Integer> cells, String title) {
        Cells grid = Cells.of(explained.shape(), explained.instance());
        List<Double> marked = new ArrayList<>(Collections.nCopies(grid.sums().size(), 0.0));
        cells.forEach(cell -> marked.set(cell, 1.0));
        return draw(
                new Cells(grid.height(), grid.width(), marked),
                title,
                "the marked segments are enough for the answer");
    }

    private static String draw(Cells cells, String title, String legend) {
        double greatest = cells.sums().stream().mapToDouble(Math::abs).max().orElse(0);
        double size = SIDE / Math.max(cells.height(), cells.width());
        double width = SIDE + 2 * MARGIN;
        Svg svg = new Svg(width, size * cells.height() + TOP + 36, title);
        svg.text("title", "start", MARGIN, 26, Svg.fitting("title", title, SIDE));
        for (int i = 0; i < cells.sums().size(); i++) {
            double value = cells.sums().get(i);
            if (value != 0) {
                int line = i / cells.width();
                int column = i % cells.width();
                svg.faded(
                        value > 0 ? "more" : "less",
                        Math.abs(value) / greatest,
                        MARGIN + size * column,
                        TOP + size * line,
                        size);
            }
        }
        double bottom = TOP + size * cells.height();
        svg.line("axis", MARGIN, TOP, MARGIN + size * cells.width(), TOP);
        svg.line("axis", MARGIN, bottom, MARGIN + size * cells.width(), bottom);
        svg.text("small", "start", MARGIN, bottom + 20, Svg.fitting("small", legend, SIDE));
        return svg.finish();
    }

    /// The values of a grid's cells, channels added up.
    private record Cells(int height, int width, List<Double> sums) {
        static Cells of(Shape shape, List<Double> values) {
            boolean first =
                    shape.rank() == 3
                            && shape.dimension(0) < shape.dimension(2)
                            && shape.dimension(0) <= MOST_CHANNELS;
            int height = shape.rank() < 2 ? 1 : (int) shape.dimension(first ? 1 : 0);
            int width = shape.rank() < 2 ? values.size() : (int) shape.dimension(first ? 2 : 1);
            if (shape.rank() > 3 || (long) height * width > MOST_CELLS || height * width == 0) {
                throw new Unsupported(
                        "a row of shape %s is not drawn as a heat map, expected up to 3 dimensions"
                                        .formatted(shape)
                                + " and %d cells".formatted(MOST_CELLS));
            }
            Double[] sums = new Double[height * width];
            int channels = values.size() / sums.length;
            for (int cell = 0; cell < sums.length; cell++) {
                double sum = 0;
                for (int channel = 0; channel < channels; channel++) {
                    sum +=
                            values.get(
                                    first
                                            ? channel * sums.length + cell
                                            : cell * channels + channel);
                }
                sums[cell] = sum;
            }
            return new Cells(height, width, List.of(sums));
        }
    }
}
