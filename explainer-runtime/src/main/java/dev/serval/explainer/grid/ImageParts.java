package dev.serval.explainer.grid;

import dev.serval.explainer.method.ExplanationTask;
import dev.serval.explainer.method.ParameterSpec;
import dev.serval.explainer.method.Settings;
import dev.serval.explainer.model.BudgetedModel;
import dev.serval.explainer.model.Rows;
import dev.serval.explainer.parts.Parts;
import dev.serval.inference.failure.InvalidInput;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/// The segments of an image. Where one is left out stands its own mean colour, black, or the
/// background's mean.
public final class ImageParts implements Parts {
    /// How an image becomes segments.
    public static final List<ParameterSpec> PARAMETERS =
            Grid.with(
                    new ParameterSpec.Choice(
                            "segmentation",
                            List.of("slic", "grid"),
                            "Whether segments follow colours (SLIC) or are rectangles."),
                    new ParameterSpec.Whole(
                            "segments", 50, 2, 1000, "About how many segments there are."),
                    new ParameterSpec.Choice(
                            "fill",
                            List.of("segment_mean", "zero", "mean"),
                            "What stands where a segment is left out: its own mean colour, 0, or"
                                    + " the background's mean."));

    private final Grid grid;
    private final Segments segments;
    private final double[] image;
    private final double[] cover;
    private final BudgetedModel model;

    private ImageParts(
            Grid grid, Segments segments, double[] image, double[] cover, BudgetedModel model) {
        this.grid = grid;
        this.segments = segments;
        this.image = image;
        this.cover = cover;
        this.model = model;
    }

    /// Cuts the task's image as its settings have it.
    ///
    /// @param method who wants it
    /// @throws InvalidInput if the row is no image, or too small to be cut
    public static ImageParts of(ExplanationTask task, String method) {
        Grid grid = Grid.of(task);
        Settings settings = task.settings();
        int wanted = settings.whole("segments");
        if (wanted > grid.cells()) {
            throw new InvalidInput(
                    "method '%s' with %d segments, expected at most %d as the image has cells"
                            .formatted(method, wanted, grid.cells()));
        }
        Segments segments =
                settings.text("segmentation").equals("grid")
                        ? Segments.rectangles(grid, wanted)
                        : Slic.of(grid, task.instance(), wanted);
        double[] cover =
                settings.text("fill").equals("segment_mean")
                        ? meanColours(grid, segments, task.instance())
                        : Grid.cover(task, method);
        return new ImageParts(grid, segments, task.instance(), cover, task.model());
    }

    private static double[] meanColours(Grid grid, Segments segments, double[] image) {
        double[] cover = new double[image.length];
        for (int segment = 0; segment < segments.count(); segment++) {
            List<Integer> cells = segments.cells(segment);
            for (int channel = 0; channel < grid.channels(); channel++) {
                double sum = 0;
                for (int cell : cells) {
                    sum += image[grid.index(cell, channel)];
                }
                for (int cell : cells) {
                    cover[grid.index(cell, channel)] = sum / cells.size();
                }
            }
        }
        return cover;
    }

    @Override
    public int count() {
        return segments.count();
    }

    @Override
    public Rows predict(List<BitSet> kept) {
        double[] rows = new double[kept.size() * image.length];
        double[] shown = new double[grid.cells()];
        for (int i = 0; i < kept.size(); i++) {
            for (int cell = 0; cell < shown.length; cell++) {
                shown[cell] = kept.get(i).get(segments.of(cell)) ? 1 : 0;
            }
            grid.blend(image, cover, shown, rows, i * image.length);
        }
        return model.predict(Rows.over(image.length, rows));
    }

    @Override
    public int blockRows() {
        return BudgetedModel.blockRows(image.length);
    }

    public Segments segments() {
        return segments;
    }

    /// Values by segment as values by element of the row: each cell has its segment's.
    public List<Double> spread(List<Double> bySegment) {
        List<Double> values = new ArrayList<>(image.length);
        for (double each : grid.spread(segments.spread(bySegment))) {
            values.add(each);
        }
        return values;
    }
}
