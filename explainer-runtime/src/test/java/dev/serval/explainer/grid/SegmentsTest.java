package dev.serval.explainer.grid;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serval.explainer.fake.TestTask;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SegmentsTest {
    private static final Grid COLOURS = new Grid(40, 60, 3, false);

    /// A bright slanting shape on a dark, slightly noisy ground.
    private static double[] image(Grid grid) {
        RandomGenerator random = TestTask.random(4);
        double[] image = new double[grid.cells() * grid.channels()];
        for (int cell = 0; cell < grid.cells(); cell++) {
            for (int channel = 0; channel < grid.channels(); channel++) {
                double noise = 0.02 * random.nextDouble();
                image[grid.index(cell, channel)] = (isBright(grid, cell) ? 0.8 : 0.1) + noise;
            }
        }
        return image;
    }

    private static boolean isBright(Grid grid, int cell) {
        int line = cell / grid.width();
        int column = cell % grid.width();
        return column > line / 2 + 7 && column < line / 2 + 28 && line > 5 && line < 33;
    }

    @Test
    void superpixelsFollowColours() {
        Segments segments = Slic.of(COLOURS, image(COLOURS), 50);

        assertThat(segments.count()).isBetween(25, 80);
        int astray = 0;
        for (int segment = 0; segment < segments.count(); segment++) {
            List<Integer> cells = segments.cells(segment);
            long bright = cells.stream().filter(cell -> isBright(COLOURS, cell)).count();
            astray += (int) Math.min(bright, cells.size() - bright);
        }
        assertThat(astray).isLessThan(COLOURS.cells() / 100);
        Segments rectangles = Segments.rectangles(COLOURS, 50);
        int astrayInRectangles = 0;
        for (int segment = 0; segment < rectangles.count(); segment++) {
            List<Integer> cells = rectangles.cells(segment);
            long bright = cells.stream().filter(cell -> isBright(COLOURS, cell)).count();
            astrayInRectangles += (int) Math.min(bright, cells.size() - bright);
        }
        assertThat(astrayInRectangles).isGreaterThan(5 * Math.max(1, astray));
    }

    @Test
    void everySegmentIsOnePieceAndNoneIsEmpty() {
        Segments segments = Slic.of(COLOURS, image(COLOURS), 50);

        int cells = 0;
        for (int segment = 0; segment < segments.count(); segment++) {
            List<Integer> all = segments.cells(segment);
            assertThat(all).isNotEmpty();
            assertThat(reachable(all)).hasSameElementsAs(all);
            cells += all.size();
        }
        assertThat(cells).isEqualTo(COLOURS.cells());
    }

    private static Set<Integer> reachable(List<Integer> cells) {
        Set<Integer> inside = new HashSet<>(cells);
        Set<Integer> reached = new HashSet<>(Set.of(cells.getFirst()));
        Deque<Integer> next = new ArrayDeque<>(reached);
        while (!next.isEmpty()) {
            for (int neighbour : COLOURS.neighbours(next.remove())) {
                if (inside.contains(neighbour) && reached.add(neighbour)) {
                    next.add(neighbour);
                }
            }
        }
        return reached;
    }

    @Test
    void anImageOfOneColourIsCutIntoAboutSquares() {
        Grid grid = new Grid(32, 32, 1, true);

        Segments segments = Slic.of(grid, new double[32 * 32], 16);

        assertThat(segments.count()).isEqualTo(16);
        for (int segment = 0; segment < 16; segment++) {
            assertThat(segments.cells(segment)).hasSizeBetween(36, 100);
        }
    }

    @ParameterizedTest
    @CsvSource({"8,8,4", "28,28,49", "3,100,10", "1,10,5", "5,5,25", "2,2,2"})
    void rectanglesAreAboutAsManyAsWanted(int height, int width, int wanted) {
        Segments segments = Segments.rectangles(new Grid(height, width, 1, false), wanted);

        assertThat(segments.count()).isBetween(wanted * 2 / 3, wanted * 3 / 2);
        for (int segment = 0; segment < segments.count(); segment++) {
            assertThat(segments.cells(segment)).isNotEmpty();
        }
    }
}
