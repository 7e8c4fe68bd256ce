package dev.serval.explainer.attack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.serval.explainer.fake.TestTask;
import dev.serval.explainer.method.Explanation.Adversarial;
import dev.serval.inference.failure.InvalidInput;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SquareAttackTest {
    private static final int SIDE = 12;

    /// Three classes by a fixed linear model of the image.
    private static double[] linear(double[] image) {
        double[] weights = TestTask.normalRow(3 * image.length, 7);
        double[] scores = new double[3];
        for (int output = 0; output < 3; output++) {
            for (int i = 0; i < image.length; i++) {
                scores[output] += weights[output * image.length + i] * image[i];
            }
        }
        double total = Arrays.stream(scores).map(Math::exp).sum();
        return Arrays.stream(scores).map(score -> Math.exp(score) / total).toArray();
    }

    private static double[] image() {
        double[] image = TestTask.normalRow(SIDE * SIDE, 3);
        Arrays.setAll(image, i -> Math.clamp(0.5 + 0.2 * image[i], 0, 1));
        return image;
    }

    private static int best(double[] scores) {
        int best = 0;
        for (int i = 1; i < scores.length; i++) {
            best = scores[i] > scores[best] ? i : best;
        }
        return best;
    }

    private static TestTask task() {
        return TestTask.of(SquareAttackTest::linear, image())
                .shape(SIDE, SIDE, 1)
                .with("clip_min", 0)
                .with("clip_max", 1);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void whatItFindsIsWrongAndWithinItsReach(long seed) {
        TestTask task = task().with("eps", 0.1).seed(seed);

        Adversarial found = (Adversarial) task.explain(new SquareAttack());

        double[] row = found.row().stream().mapToDouble(Double::doubleValue).toArray();
        int right = best(linear(image()));
        assertThat(found.classes().isSuccess()).isTrue();
        assertThat(found.classes().right()).isEqualTo(right);
        assertThat(found.classes().before()).isEqualTo(right);
        assertThat(best(linear(row))).isEqualTo(found.classes().after()).isNotEqualTo(right);
        double squares = 0;
        for (int i = 0; i < row.length; i++) {
            assertThat(Math.abs(row[i] - image()[i])).isLessThanOrEqualTo(0.1 + 1e-12);
            assertThat(row[i]).isBetween(0.0, 1.0);
            squares += (row[i] - image()[i]) * (row[i] - image()[i]);
        }
        assertThat(found.norms().euclidean()).isEqualTo(Math.sqrt(squares));
        assertThat(found.norms().greatest()).isLessThanOrEqualTo(0.1 + 1e-12);
        assertThat(found.findings().measures()).containsKey("steps");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void byTheEuclideanNormWhatItFindsIsWrongAndWithinItsReach(long seed) {
        TestTask task = task().with("norm", "2").with("eps", 1.2).seed(seed);

        Adversarial found = (Adversarial) task.explain(new SquareAttack());

        double[] row = found.row().stream().mapToDouble(Double::doubleValue).toArray();
        assertThat(found.classes().isSuccess()).isTrue();
        assertThat(best(linear(row))).isEqualTo(found.classes().after());
        assertThat(found.norms().euclidean()).isBetween(0.5, 1.2 + 1e-9);
        assertThat(found.row()).allSatisfy(value -> assertThat(value).isBetween(0.0, 1.0));
    }

    @Test
    void itStaysWithinTheEuclideanNormOfRowsAndOfSmallGrids() {
        for (int[] shape : new int[][] {{1, 5, 1}, {2, 2, 2}, {1, 1, 3}, {4, 7, 1}}) {
            double[] row = TestTask.normalRow(shape[0] * shape[1] * shape[2], 5);
            TestTask task =
                    TestTask.of(values -> new double[] {0.9, 0.1}, row)
                            .shape(shape[0], shape[1], shape[2])
                            .with("norm", "2")
                            .with("eps", 0.7)
                            .with("max_iter", 50);

            Adversarial found = (Adversarial) task.explain(new SquareAttack());

            assertThat(found.norms().euclidean()).isBetween(0.69, 0.7 + 1e-9);
        }
    }

    @Test
    void theSameSeedAttacksTheSameWay() {
        Adversarial first = (Adversarial) task().seed(5).explain(new SquareAttack());
        Adversarial again = (Adversarial) task().seed(5).explain(new SquareAttack());

        assertThat(again).isEqualTo(first);
    }

    @Test
    void misleadsAModelThatAnswersAClassAndNothingElse() {
        TestTask task =
                TestTask.of(image -> new double[] {best(linear(image))}, image())
                        .shape(SIDE, SIDE, 1)
                        .with("eps", 0.3)
                        .with("nb_classes", 3);

        Adversarial found = (Adversarial) task.explain(new SquareAttack());

        assertThat(found.classes().isSuccess()).isTrue();
        assertThat(found.outputs()).containsExactly((double) found.classes().after());
    }

    @Test
    void saysWhenNothingWasFound() {
        TestTask task = task().with("eps", 1e-6).with("max_iter", 20).with("candidates", 3);

        Adversarial found = (Adversarial) task.explain(new SquareAttack());

        assertThat(found.classes().isSuccess()).isFalse();
        assertThat(found.findings().complete()).isTrue();
        assertThat(task.rowsPredicted()).isEqualTo(1 + 20 * 3);
        assertThat(found.findings().notes())
                .containsExactly("no instance was found that the model answers wrongly");
    }

    @Test
    void endsWithTheBudgetAndSaysSo() {
        TestTask task = task().with("eps", 1e-6).budget(50);

        Adversarial found = (Adversarial) task.explain(new SquareAttack());

        assertThat(found.findings().complete()).isFalse();
        assertThat(task.rowsPredicted()).isEqualTo(49);
        assertThatThrownBy(() -> task().budget(4).explain(new SquareAttack()))
                .isInstanceOf(InvalidInput.class)
                .hasMessageContaining(
                        "method 'square_attack' with 4 candidates needs at least 5 predicted rows");
    }

    @Test
    void anInstanceThatIsAnsweredWronglyNeedsNoChange() {
        int right = best(linear(image()));
        int other = (right + 1) % 3;

        Adversarial found = (Adversarial) task().with("label", other).explain(new SquareAttack());

        assertThat(found.norms().changed()).isZero();
        assertThat(found.findings().notes())
                .containsExactly("the model's answer was not the right class before any change");
    }

    @Test
    void refusesAClassThatIsNotThereAndARowOutsideItsBounds() {
        assertThatThrownBy(() -> task().with("label", 3).explain(new SquareAttack()))
                .isInstanceOf(InvalidInput.class)
                .hasMessage(
                        "parameter 'label' is 3, expected a class from 0 to 2, or -1 for the"
                                + " model's own answer");
        assertThatThrownBy(() -> task().with("clip_max", 0.5).explain(new SquareAttack()))
                .isInstanceOf(InvalidInput.class)
                .hasMessageContaining("'clip_min' 0.0 to 'clip_max' 0.5");
    }
}
