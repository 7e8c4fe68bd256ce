package dev.serval.explainer.occlusion;

import dev.serval.explainer.grid.Grid;
import dev.serval.explainer.method.Attribution;
import dev.serval.explainer.method.Explanation;
import dev.serval.explainer.method.ExplanationMethod;
import dev.serval.explainer.method.ExplanationTask;
import dev.serval.explainer.method.Findings;
import dev.serval.explainer.method.ParameterSpec;
import dev.serval.explainer.model.BudgetedModel;
import dev.serval.explainer.model.Rows;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// Occlusion: a window is moved over the grid, and each cell is worth how much the answer falls, on
/// average, when a window covers it (Zeiler and Fergus 2014).
public final class Occlusion implements ExplanationMethod {
    @Override
    public String name() {
        return "occlusion";
    }

    @Override
    public List<ParameterSpec> parameters() {
        return Stream.concat(
                        Stream.of(
                                new ParameterSpec.Whole(
                                        "window",
                                        0,
                                        0,
                                        1 << 16,
                                        "The window's height and width in cells; 0 for an eighth of"
                                                + " the grid."),
                                new ParameterSpec.Whole(
                                        "stride",
                                        0,
                                        0,
                                        1 << 16,
                                        "How far the window moves; 0 for half of its width.")),
                        Grid.PARAMETERS.stream())
                .toList();
    }

    @Override
    public Explanation explain(ExplanationTask task) {
        Grid grid = Grid.of(task);
        double[] cover = Grid.cover(task, name());
        List<Window> windows = windows(grid, task);
        task.model()
                .requireRows(
                        2L + windows.size(),
                        "method 'occlusion' with %d windows".formatted(windows.size()));
        Rows ends = Grid.ends(task, cover);
        double[][] falls = new double[ends.width()][grid.cells()];
        int[] covered = new int[grid.cells()];
        int done = 0;
        int block = BudgetedModel.blockRows(task.instance().length);
        while (done < windows.size() && !task.model().isOutOfTime()) {
            List<Window> some = windows.subList(done, Math.min(done + block, windows.size()));
            Rows answers = task.model().predict(covered(grid, task.instance(), cover, some));
            for (int i = 0; i < some.size(); i++) {
                add(grid, some.get(i), answers, i, ends, falls, covered);
            }
            done += some.size();
        }
        return explanation(grid, ends, falls, covered, (double) done / windows.size());
    }

    private record Window(int top, int left, int bottom, int right) {
        Stream<Integer> cells(Grid grid) {
            List<Integer> cells = new ArrayList<>();
            for (int y = top; y < bottom; y++) {
                for (int x = left; x < right; x++) {
                    cells.add(y * grid.width() + x);
                }
            }
            return cells.stream();
        }
    }

    private static List<Window> windows(Grid grid, ExplanationTask task) {
        int asked = task.settings().whole("window");
        int size = asked > 0 ? asked : Math.max(1, Math.max(grid.height(), grid.width()) / 8);
        int askedStride = task.settings().whole("stride");
        int stride = askedStride > 0 ? askedStride : Math.max(1, size / 2);
        List<Window> windows = new ArrayList<>();
        for (int top : starts(grid.height(), size, stride)) {
            for (int left : starts(grid.width(), size, stride)) {
                windows.add(
                        new Window(
                                top,
                                left,
                                Math.min(top + size, grid.height()),
                                Math.min(left + size, grid.width())));
            }
        }
        return windows;
    }

    /// Where windows begin along one side; the last ends with the side.
    private static List<Integer> starts(int side, int size, int stride) {
        List<Integer> starts = new ArrayList<>();
        for (int start = 0; start + size < side; start += stride) {
            starts.add(start);
        }
        starts.add(Math.max(0, side - size));
        return starts;
    }

    private static Rows covered(
            Grid grid, double[] instance, double[] cover, List<Window> windows) {
        double[] rows = new double[windows.size() * instance.length];
        for (int i = 0; i < windows.size(); i++) {
            double[] kept = new double[grid.cells()];
            Arrays.fill(kept, 1);
            windows.get(i).cells(grid).forEach(cell -> kept[cell] = 0);
            grid.blend(instance, cover, kept, rows, i * instance.length);
        }
        return Rows.over(instance.length, rows);
    }

    private static void add(
            Grid grid,
            Window window,
            Rows answers,
            int row,
            Rows ends,
            double[][] falls,
            int[] covered) {
        window.cells(grid)
                .forEach(cell -> {
                    covered[cell]++;
                    for (int output = 0; output < falls.length; output++) {
                        falls[output][cell] += ends.at(1, output) - answers.at(row, output);
                    }
                });
    }

    private static Explanation explanation(
            Grid grid, Rows ends, double[][] falls, int[] covered, double done) {
        List<Attribution> attributions = new ArrayList<>();
        for (int output = 0; output < falls.length; output++) {
            double[] byCell = new double[grid.cells()];
            for (int cell = 0; cell < byCell.length; cell++) {
                byCell[cell] = covered[cell] == 0 ? 0 : falls[output][cell] / covered[cell];
            }
            attributions.add(
                    new Attribution(
                            output,
                            ends.at(0, output),
                            ends.at(1, output),
                            Arrays.stream(grid.spread(byCell)).boxed().toList(),
                            List.of()));
        }
        return new Explanation.Attributions(
                attributions,
                new Findings(
                        done == 1,
                        Map.of("windows_done", done),
                        List.of("values are falls of the answer and do not add up to it")));
    }
}
