package dev.serval.explainer.occlusion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.serval.explainer.fake.TestTask;
import dev.serval.explainer.method.Attribution;
import dev.serval.explainer.method.Explanation.Attributions;
import dev.serval.inference.failure.InvalidInput;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class OcclusionTest {
    /// Sees nothing but the square from row 2 to 3 and column 4 to 5 of an 8 by 8 image.
    private static double[] square(double[] image) {
        double sum = 0;
        for (int y = 2; y < 4; y++) {
            for (int x = 4; x < 6; x++) {
                sum += image[y * 8 + x];
            }
        }
        return new double[] {sum / 4, 1 - sum / 4};
    }

    private static double[] white(int cells) {
        double[] image = new double[cells];
        Arrays.fill(image, 1);
        return image;
    }

    private static boolean isInSquare(int cell) {
        return cell / 8 >= 2 && cell / 8 < 4 && cell % 8 >= 4 && cell % 8 < 6;
    }

    @Test
    void aWindowOfOneCellFindsWhatEachCellAdds() {
        Attributions found =
                TestTask.of(OcclusionTest::square, white(64))
                        .shape(8, 8, 1)
                        .with("window", 1)
                        .attributions(new Occlusion());

        for (int cell = 0; cell < 64; cell++) {
            double expected = isInSquare(cell) ? 0.25 : 0;
            assertThat(found.outputs().get(0).values().get(cell))
                    .isCloseTo(expected, within(1e-12));
            assertThat(found.outputs().get(1).values().get(cell))
                    .isCloseTo(-expected, within(1e-12));
        }
        assertThat(found.findings().complete()).isTrue();
    }

    @Test
    void windowsCoverEveryCellToTheEdge() {
        TestTask task =
                TestTask.of(image -> new double[] {Arrays.stream(image).sum()}, white(35))
                        .shape(5, 7)
                        .with("window", 3)
                        .with("stride", 2);

        assertThat(task.first(new Occlusion()).values()).allMatch(value -> value == 9);
        assertThat(task.rowsPredicted()).isEqualTo(2 + 2 * 3);
    }

    @Test
    void channelsFirstAreFoundBySizeAndCoveredTogether() {
        Attribution found =
                TestTask.of(image -> new double[] {image[5] + image[13 + 8]}, white(24))
                        .shape(3, 2, 4)
                        .with("window", 1)
                        .first(new Occlusion());

        assertThat(IntStream.of(5, 13, 21).mapToObj(found.values()::get))
                .allSatisfy(value -> assertThat(value).isCloseTo(2.0 / 3, within(1e-12)));
        assertThat(found.values().get(4)).isZero();
    }

    @Test
    void aFlatRowTakesTheShapeThatIsGiven() {
        Attribution found =
                TestTask.of(OcclusionTest::square, white(64))
                        .with("image_shape", List.of(8, 8))
                        .with("window", 2)
                        .with("stride", 2)
                        .first(new Occlusion());

        assertThat(found.values().get(2 * 8 + 4)).isEqualTo(1);
        assertThat(found.values().get(0)).isZero();
    }

    @Test
    void refusesAShapeThatIsNotTheRows() {
        assertThatThrownBy(() ->
                        TestTask.of(OcclusionTest::square, white(64))
                                .with("image_shape", List.of(8, 9))
                                .explain(new Occlusion()))
                .isInstanceOf(InvalidInput.class)
                .hasMessage(
                        "the image's shape is [8,9], expected at most 3 dimensions with 64"
                                + " elements");
    }

    @Test
    void refusesABudgetUnderTheNumberOfWindows() {
        assertThatThrownBy(() ->
                        TestTask.of(OcclusionTest::square, white(64))
                                .shape(8, 8)
                                .budget(20)
                                .explain(new Occlusion()))
                .hasMessageContaining("method 'occlusion' with 64 windows needs at least 66");
    }

    @Test
    void randomMasksFindTheSquareToo() {
        Attribution found =
                TestTask.of(OcclusionTest::square, white(64))
                        .shape(8, 8)
                        .with("masks", 4000)
                        .with("mask_cells", 8)
                        .first(new Rise());

        double inside =
                IntStream.range(0, 64)
                        .filter(OcclusionTest::isInSquare)
                        .mapToDouble(found.values()::get)
                        .average()
                        .orElseThrow();
        double far =
                IntStream.range(0, 64)
                        .filter(cell -> cell / 8 > 5)
                        .mapToDouble(found.values()::get)
                        .map(Math::abs)
                        .average()
                        .orElseThrow();
        assertThat(inside).isGreaterThan(5 * far);
        assertThat(found.standardErrors()).allMatch(error -> error > 0 && error < 0.05);
    }
}
