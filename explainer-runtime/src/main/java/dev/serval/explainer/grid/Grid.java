package dev.serval.explainer.grid;

import dev.serval.explainer.method.ExplanationTask;
import dev.serval.explainer.method.ParameterSpec;
import dev.serval.explainer.method.Settings;
import dev.serval.explainer.model.Rows;
import dev.serval.inference.failure.InvalidInput;
import dev.serval.inference.tensor.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/// A row as a grid of cells, each of one or more channels. A row without a grid of its own is a
/// grid of one line.
///
/// @param channelsFirst whether all cells of a channel stand together
public record Grid(int height, int width, int channels, boolean channelsFirst) {
    /// More channels than an image has; that many are taken for the image's height or width.
    private static final int MOST_CHANNELS = 4;

    private static final List<ParameterSpec> SHAPE =
            List.of(
                    new ParameterSpec.Numbers(
                            "image_shape",
                            "The row's own shape, where it is not the one that was sent: [8, 8]."),
                    new ParameterSpec.Choice(
                            "layout",
                            List.of("auto", "channels_last", "channels_first"),
                            "Where an image has its channels; 'auto' takes the smaller end."));

    /// How a row becomes a grid, and what stands in covered cells.
    public static final List<ParameterSpec> PARAMETERS =
            with(
                    new ParameterSpec.Choice(
                            "fill",
                            List.of("zero", "mean"),
                            "What covered cells hold: 0, or the background's mean."));

    /// How a row becomes a grid, and more.
    public static List<ParameterSpec> with(ParameterSpec... more) {
        return Stream.concat(SHAPE.stream(), Stream.of(more)).toList();
    }

    public static Grid of(ExplanationTask task) {
        Settings settings = task.settings();
        double[] given = settings.numbers("image_shape");
        Shape shape =
                given.length == 0
                        ? task.shape()
                        : Shape.of(Arrays.stream(given).mapToLong(each -> (long) each).toArray());
        if (shape.elementCount() != task.instance().length || shape.rank() > 3) {
            throw new InvalidInput(
                    "the image's shape is %s, expected at most 3 dimensions with %d elements"
                            .formatted(shape, task.instance().length));
        }
        return switch (shape.rank()) {
            case 0, 1 -> new Grid(1, task.instance().length, 1, false);
            case 2 -> new Grid(size(shape, 0), size(shape, 1), 1, false);
            default -> ofImage(shape, settings.text("layout"));
        };
    }

    private static Grid ofImage(Shape shape, String layout) {
        boolean smallerFirst =
                shape.dimension(0) < shape.dimension(2) && shape.dimension(0) <= MOST_CHANNELS;
        if (layout.equals("channels_first") || layout.equals("auto") && smallerFirst) {
            return new Grid(size(shape, 1), size(shape, 2), size(shape, 0), true);
        }
        return new Grid(size(shape, 0), size(shape, 1), size(shape, 2), false);
    }

    private static int size(Shape shape, int axis) {
        return Math.toIntExact(shape.dimension(axis));
    }

    public int cells() {
        return height * width;
    }

    /// Where a channel of a cell stands in the row.
    public int index(int cell, int channel) {
        return channelsFirst ? channel * cells() + cell : cell * channels + channel;
    }

    /// The cells above, below, left and right of one.
    List<Integer> neighbours(int cell) {
        List<Integer> neighbours = new ArrayList<>(4);
        if (cell >= width) {
            neighbours.add(cell - width);
        }
        if (cell + width < cells()) {
            neighbours.add(cell + width);
        }
        if (cell % width > 0) {
            neighbours.add(cell - 1);
        }
        if (cell % width < width - 1) {
            neighbours.add(cell + 1);
        }
        return neighbours;
    }

    /// What a covered row holds everywhere.
    public static double[] cover(ExplanationTask task, String method) {
        if (task.settings().text("fill").equals("mean")) {
            return task.requireBackground(method).means();
        }
        return new double[task.instance().length];
    }

    /// Writes the instance to a row with some of it covered.
    ///
    /// @param kept by cell, the share of the instance that shows through
    public void blend(double[] instance, double[] cover, double[] kept, double[] rows, int offset) {
        for (int cell = 0; cell < cells(); cell++) {
            for (int channel = 0; channel < channels; channel++) {
                int index = index(cell, channel);
                rows[offset + index] =
                        kept[cell] * instance[index] + (1 - kept[cell]) * cover[index];
            }
        }
    }

    /// Values by cell as values by element: each channel of a cell has its share.
    public double[] spread(double[] byCell) {
        double[] values = new double[cells() * channels];
        for (int cell = 0; cell < cells(); cell++) {
            for (int channel = 0; channel < channels; channel++) {
                values[index(cell, channel)] = byCell[cell] / channels;
            }
        }
        return values;
    }

    /// The answer for a covered row and for the instance.
    public static Rows ends(ExplanationTask task, double[] cover) {
        return task.model().predict(Rows.of(cover, task.instance()));
    }
}
