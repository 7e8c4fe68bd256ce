package dev.serval.explainer.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.serval.explainer.fake.TestTask;
import dev.serval.explainer.method.Explanation;
import dev.serval.explainer.model.Rows;
import dev.serval.inference.failure.DeadlineExceeded;
import dev.serval.inference.failure.InvalidInput;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What holds for every method, whatever it finds.
class EveryMethodTest {
    private static final Methods METHODS =
            new Methods(() -> {
                throw new InvalidInput("no trees");
            });
    private static final Rows BACKGROUND = TestTask.normal(60, 6, 1);

    /// All that ask a model and read no file.
    static List<String> names() {
        return METHODS.names().stream().filter(name -> !name.equals("tree_shap")).toList();
    }

    private static double sum(double[] row) {
        return 2 * row[0] - row[1] + row[2] - 0.5 * row[3];
    }

    /// Linear, for the method that takes no other.
    private static double[] model(double[] row) {
        return new double[] {0.5 - 0.1 * sum(row), 0.5 + 0.1 * sum(row)};
    }

    private static double[] gradient(double[] row) {
        return new double[] {
            -0.2, 0.1, -0.1, 0.05, 0, 0, 0.2, -0.1, 0.1, -0.05, 0, 0,
        };
    }

    private static TestTask task() {
        return TestTask.of(EveryMethodTest::model, 1, 1, 1, 1, 1, 1)
                .shape(2, 3)
                .background(BACKGROUND)
                .gradient(EveryMethodTest::gradient);
    }

    private static Explanation explain(TestTask task, String method) {
        return (method.endsWith("_image") ? task.with("segments", 3) : task)
                .explain(METHODS.require(method));
    }

    @ParameterizedTest
    @MethodSource("names")
    void aSeedAnswersTheSameTwice(String method) {
        Explanation first = explain(task().seed(3), method);

        assertThat(explain(task().seed(3), method)).isEqualTo(first);
    }

    @ParameterizedTest
    @MethodSource("names")
    void aBudgetThatIsTooSmallIsRefusedByTheMethodsNameWithWhatItNeeds(String method) {
        assertThatThrownBy(() -> explain(task().budget(1), method))
                .isInstanceOf(InvalidInput.class)
                .hasMessageMatching(
                        "(?s)method '"
                                + method
                                + "'.* needs at least \\d+ predicted rows; the budget is 1, of"
                                + " which [01] are left");
    }

    @ParameterizedTest
    @MethodSource("names")
    void timeThatIsOverAnswersNothingAsIfItWereWhole(String method) {
        assertThatThrownBy(() -> explain(task().time(Duration.ZERO), method))
                .isInstanceOf(DeadlineExceeded.class);
    }

    /// The least budget that is not refused: whatever is found keeps to it.
    @ParameterizedTest
    @MethodSource("names")
    void noMoreIsAskedThanTheBudgetAllows(String method) {
        for (int budget = 1; budget <= 1 << 20; budget *= 2) {
            TestTask task = task().budget(budget);
            try {
                explain(task, method);
            } catch (InvalidInput tooSmall) {
                assertThat(tooSmall).hasMessageContaining("budget");
                continue;
            }
            assertThat(task.rowsPredicted()).isBetween(1L, (long) budget);
            return;
        }
        throw new AssertionError("no budget was enough");
    }
}
