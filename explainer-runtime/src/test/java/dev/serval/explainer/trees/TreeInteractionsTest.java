package dev.serval.explainer.trees;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.serval.explainer.fake.TestTask;
import dev.serval.explainer.method.Attribution;
import dev.serval.explainer.model.Rows;
import dev.serval.inference.failure.InvalidInput;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TreeInteractionsTest {
    @ParameterizedTest
    @CsvSource({"2,1,1", "3,2,2", "5,3,4", "6,4,5", "6,5,6", "4,7,8"})
    void pathDependentInteractionsAreThoseOfTryingEveryCoalition(
            int features, int depth, long seed) {
        TreeEnsemble trees = RandomTrees.of(features, 2, depth, TestTask.random(seed));
        double[] row = TestTask.normalRow(features, seed + 1);

        assertInteractions(
                TestTask.of(trees::sums, row)
                        .with("interactions", true)
                        .with("perturbation", "path_dependent"),
                trees,
                (set, output) -> Coalitions.pathDependent(trees, row, set, output));
    }

    @ParameterizedTest
    @CsvSource({"2,1,1", "3,2,2", "5,3,4", "6,4,5", "6,5,6", "4,7,8"})
    void interventionalInteractionsAreThoseOfTryingEveryCoalition(
            int features, int depth, long seed) {
        TreeEnsemble trees = RandomTrees.of(features, 2, depth, TestTask.random(seed));
        double[] row = TestTask.normalRow(features, seed + 1);
        Rows background = TestTask.normal(7, features, seed + 2);

        assertInteractions(
                TestTask.of(trees::sums, row)
                        .background(background)
                        .with("interactions", true)
                        .with("perturbation", "interventional"),
                trees,
                (set, output) -> Coalitions.interventional(trees, row, background, set, output));
    }

    private interface Game {
        double worth(int set, int output);
    }

    private static void assertInteractions(TestTask task, TreeEnsemble trees, Game game) {
        for (Attribution found : task.attributions(new TreeShap(() -> trees)).outputs()) {
            int features = found.values().size();
            for (int i = 0; i < features; i++) {
                double sum = 0;
                for (int j = 0; j < features; j++) {
                    double value = found.interactions().get(i).get(j);
                    sum += value;
                    if (i != j) {
                        assertThat(value)
                                .isCloseTo(
                                        byDefinition(
                                                features,
                                                i,
                                                j,
                                                set -> game.worth(set, found.output())),
                                        within(1e-9));
                    }
                }
                assertThat(sum).isCloseTo(found.values().get(i), within(1e-9));
            }
        }
    }

    /// Half of the Shapley interaction index of two features.
    private static double byDefinition(int features, int i, int j, IntToDoubleFunction worth) {
        double value = 0;
        int pair = 1 << i | 1 << j;
        for (int set = 0; set < 1 << features; set++) {
            if ((set & pair) == 0) {
                int size = Integer.bitCount(set);
                double together =
                        worth.applyAsDouble(set | pair)
                                - worth.applyAsDouble(set | 1 << i)
                                - worth.applyAsDouble(set | 1 << j)
                                + worth.applyAsDouble(set);
                value +=
                        Coalitions.factorial(size)
                                * Coalitions.factorial(features - size - 2)
                                / (2 * Coalitions.factorial(features - 1))
                                * together;
            }
        }
        return value;
    }

    @Test
    void interactionsAreOnlyThereWhenTheyAreAskedFor() {
        TreeEnsemble trees = RandomTrees.of(4, 1, 3, TestTask.random(5));

        Attribution found =
                TestTask.of(trees::sums, TestTask.normalRow(4, 6)).first(new TreeShap(() -> trees));

        assertThat(found.interactions()).isEmpty();
    }

    @Test
    void refusesInteractionsOfMoreFeaturesThanFitAnAnswer() {
        TreeEnsemble trees = RandomTrees.of(513, 1, 3, TestTask.random(5));

        assertThatThrownBy(() ->
                        TestTask.of(trees::sums, TestTask.normalRow(513, 6))
                                .with("interactions", true)
                                .explain(new TreeShap(() -> trees)))
                .isInstanceOf(InvalidInput.class)
                .hasMessage(
                        "the model has 513 features, expected at most 512 with parameter"
                                + " 'interactions'");
    }
}
