package dev.serval.explainer.grid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.serval.explainer.fake.TestTask;
import dev.serval.explainer.method.Attribution;
import dev.serval.explainer.method.Explanation.Anchor;
import dev.serval.explainer.method.Explanation.Attributions;
import dev.serval.explainer.method.Explanation.Condition;
import dev.serval.explainer.rules.AnchorImage;
import dev.serval.explainer.surrogate.LimeImage;
import dev.serval.inference.failure.InvalidInput;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// LIME and anchors on an image in which one bright patch decides and another does not matter.
class ImageMethodsTest {
    private static final int SIDE = 24;

    private static final int[] DECIDING =
            IntStream.range(0, SIDE * SIDE).filter(ImageMethodsTest::decides).toArray();

    private static boolean decides(int cell) {
        int line = cell / SIDE;
        int column = cell % SIDE;
        return line >= 4 && line < 10 && column >= 13 && column < 19;
    }

    private static boolean isDecoy(int cell) {
        int line = cell / SIDE;
        int column = cell % SIDE;
        return line >= 14 && line < 20 && column >= 3 && column < 9;
    }

    private static double[] image() {
        double[] image = new double[SIDE * SIDE];
        for (int cell = 0; cell < image.length; cell++) {
            image[cell] = decides(cell) || isDecoy(cell) ? 0.9 : 0.1;
        }
        return image;
    }

    /// Sure of the second class while most of the patch is bright.
    private static double[] sees(double[] image) {
        double bright = 0;
        for (int cell : DECIDING) {
            bright += image[cell] > 0.5 ? 1 : 0;
        }
        double yes = 0.05 + 0.9 * bright / DECIDING.length;
        return new double[] {1 - yes, yes};
    }

    private static TestTask task() {
        return TestTask.of(ImageMethodsTest::sees, image())
                .shape(SIDE, SIDE, 1)
                .with("fill", "zero")
                .with("segments", 36);
    }

    @ParameterizedTest
    @ValueSource(strings = {"slic", "grid"})
    void limeFindsThePlantedRegion(String segmentation) {
        Attributions found =
                task().with("segmentation", segmentation).attributions(new LimeImage());

        Attribution yes = found.outputs().get(1);
        double inside =
                mean(yes, IntStream.range(0, SIDE * SIDE).filter(ImageMethodsTest::decides));
        double outside =
                mean(
                        yes,
                        IntStream.range(0, SIDE * SIDE)
                                .filter(cell -> !decides(cell) && !isNear(cell)));
        assertThat(inside).isGreaterThan(0.1);
        assertThat(Math.abs(outside)).isLessThan(inside / 20);
        assertThat(found.findings().measures().get("r2")).isGreaterThan(0.9);
        assertThat(found.findings().measures().get("segments")).isBetween(20.0, 50.0);
    }

    /// A rectangle of cells that the patch cuts has a part of its value.
    private static boolean isNear(int cell) {
        int line = cell / SIDE;
        int column = cell % SIDE;
        return line >= 0 && line < 14 && column >= 9 && column < SIDE;
    }

    private static double mean(Attribution found, IntStream cells) {
        return cells.mapToDouble(found.values()::get).average().orElseThrow();
    }

    @Test
    void theAnchorIsThePlantedRegion() {
        Anchor found = (Anchor) task().explain(new AnchorImage());

        assertThat(found.output()).isEqualTo(1);
        assertThat(found.precisionLowerBound()).isGreaterThan(0.95);
        List<Integer> cells = new ArrayList<>();
        found.conditions().forEach(each -> cells.addAll(((Condition.Segment) each).cells()));
        assertThat(cells.stream().filter(ImageMethodsTest::decides).count()).isGreaterThan(17);
        assertThat(cells).noneMatch(ImageMethodsTest::isDecoy);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void thePrecisionHoldsOnImagesThatTheSearchNeverSaw(long seed) {
        Anchor found = (Anchor) task().seed(seed).explain(new AnchorImage());

        Grid grid = new Grid(SIDE, SIDE, 1, false);
        Segments segments = Slic.of(grid, image(), 36);
        RandomGenerator random = TestTask.random(2000 + seed);
        int right = 0;
        int unseen = 3000;
        for (int i = 0; i < unseen; i++) {
            BitSet kept = new BitSet();
            IntStream.range(0, segments.count())
                    .filter(_ -> random.nextBoolean())
                    .forEach(kept::set);
            found.conditions().forEach(each -> kept.set(((Condition.Segment) each).segment()));
            double[] image = image();
            for (int cell = 0; cell < image.length; cell++) {
                image[cell] = kept.get(segments.of(cell)) ? image[cell] : 0;
            }
            right += sees(image)[1] > 0.5 ? 1 : 0;
        }
        assertThat(right / (double) unseen).isGreaterThan(found.precisionLowerBound() - 0.01);
    }

    @Test
    void refusesMoreSegmentsThanTheImageHasCells() {
        assertThatThrownBy(() ->
                        TestTask.of(ImageMethodsTest::sees, 1, 2, 3, 4)
                                .shape(2, 2)
                                .explain(new LimeImage()))
                .isInstanceOf(InvalidInput.class)
                .hasMessage(
                        "method 'lime_image' with 50 segments, expected at most 4 as the image has"
                                + " cells");
    }
}
