package dev.serval.explainer.trees;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.serval.explainer.fake.TestTask;
import dev.serval.explainer.method.Attribution;
import dev.serval.explainer.method.Explanation.Attributions;
import dev.serval.explainer.model.Rows;
import dev.serval.explainer.shapley.ExactShapley;
import dev.serval.inference.failure.InvalidInput;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TreeShapTest {
    private static TestTask task(TreeEnsemble trees, double[] row) {
        return TestTask.of(trees::sums, row);
    }

    @ParameterizedTest
    @CsvSource({"2,1,1,7", "3,2,2,1", "5,3,4,64", "6,4,5,65", "7,5,6,7", "4,7,8,130"})
    void interventionalValuesAreThoseOfTryingEveryCoalition(
            int features, int depth, long seed, int rows) {
        TreeEnsemble trees = RandomTrees.of(features, 2, depth, TestTask.random(seed));
        double[] row = TestTask.normalRow(features, seed + 1);
        Rows background = TestTask.normal(rows, features, seed + 2);

        Attributions expected =
                task(trees, row).background(background).attributions(new ExactShapley());
        Attributions found =
                task(trees, row)
                        .background(background)
                        .with("perturbation", "interventional")
                        .attributions(new TreeShap(() -> trees));

        for (int output = 0; output < 2; output++) {
            Attribution right = expected.outputs().get(output);
            Attribution ours = found.outputs().get(output);
            assertThat(ours.baseValue()).isCloseTo(right.baseValue(), within(1e-9));
            assertThat(ours.additivityGap()).isLessThan(1e-9);
            for (int feature = 0; feature < features; feature++) {
                assertThat(ours.values().get(feature))
                        .isCloseTo(right.values().get(feature), within(1e-9));
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"2,1,1", "3,2,2", "5,3,4", "6,4,5", "7,5,6", "4,7,8"})
    void pathDependentValuesAreThoseOfTryingEveryCoalition(int features, int depth, long seed) {
        TreeEnsemble trees = RandomTrees.of(features, 2, depth, TestTask.random(seed));
        double[] row = TestTask.normalRow(features, seed + 1);

        Attributions found = task(trees, row).attributions(new TreeShap(() -> trees));

        for (int output = 0; output < 2; output++) {
            Attribution ours = found.outputs().get(output);
            double[] expected = byDefinition(trees, row, output);
            assertThat(ours.additivityGap()).isLessThan(1e-9);
            assertThat(ours.baseValue())
                    .isCloseTo(Coalitions.pathDependent(trees, row, 0, output), within(1e-9));
            for (int feature = 0; feature < features; feature++) {
                assertThat(ours.values().get(feature)).isCloseTo(expected[feature], within(1e-9));
            }
        }
    }

    private static double[] byDefinition(TreeEnsemble trees, double[] row, int output) {
        double[] values = new double[row.length];
        double orders = Coalitions.factorial(row.length);
        for (int set = 0; set < 1 << row.length; set++) {
            int size = Integer.bitCount(set);
            for (int feature = 0; feature < row.length; feature++) {
                if ((set >> feature & 1) == 0) {
                    values[feature] +=
                            Coalitions.factorial(size)
                                    * Coalitions.factorial(row.length - size - 1)
                                    / orders
                                    * (Coalitions.pathDependent(
                                                    trees, row, set | 1 << feature, output)
                                            - Coalitions.pathDependent(trees, row, set, output));
                }
            }
        }
        return values;
    }

    @Test
    void aBackgroundTooLargeToBeKeptIsWalkedPartByPart() {
        Forest forest = Forest.of(RandomTrees.of(5, 2, 6, TestTask.random(3)));
        Rows background = TestTask.normal(200, 5, 4);
        double[] row = TestTask.normalRow(5, 5);

        double[][] whole = new InterventionalShap(forest, background).values(row);
        double[][] parts = new InterventionalShap(forest, background, 1).values(row);

        for (int output = 0; output < 2; output++) {
            assertThat(parts[output]).containsExactly(whole[output], within(1e-12));
        }
    }

    @Test
    void everyCallHasTheValuesOfItsOwnBackground() {
        TreeEnsemble trees = RandomTrees.of(4, 1, 4, TestTask.random(5));
        double[] row = TestTask.normalRow(4, 6);
        TreeShap kept = new TreeShap(() -> trees);

        for (int call = 0; call < 3; call++) {
            TestTask asked =
                    task(trees, row)
                            .background(TestTask.normal(9, 4, 7 + call))
                            .with("perturbation", "interventional");
            assertThat(asked.first(kept)).isEqualTo(asked.first(new TreeShap(() -> trees)));
        }
    }

    @Test
    void pathDependentValuesOfDeepTreesStillAddUp() {
        TreeEnsemble trees = chains(60, TestTask.random(8));
        double[] row = TestTask.normalRow(60, 9);

        Attribution found = task(trees, row).first(new TreeShap(() -> trees));

        assertThat(found.additivityGap()).isLessThan(1e-12);
        assertThat(found.values()).filteredOn(value -> value != 0).hasSizeGreaterThan(40);
    }

    /// Trees with one leaf at each level.
    private static TreeEnsemble chains(int depth, RandomGenerator random) {
        List<TreeNode> trees = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            TreeNode node = leaf(1, random);
            for (int level = 1; level < depth; level++) {
                Split split =
                        new Split(
                                random.nextInt(depth),
                                Split.Test.LESS,
                                random.nextGaussian(),
                                Split.Missing.NAN,
                                true);
                double cover = node.cover();
                node = new TreeNode.Inner(split, node, leaf(cover / 2, random), 1.5 * cover);
            }
            trees.add(node);
        }
        return new TreeEnsemble(
                depth, List.of(0.0), trees, false, TreeEnsemble.Transform.NONE, "chain");
    }

    private static TreeNode leaf(double cover, RandomGenerator random) {
        return new TreeNode.Leaf(List.of(new TreeNode.Addend(0, random.nextGaussian())), cover);
    }

    @Test
    void coversThatAFileLacksAreCountedOnTheBackground() {
        TreeEnsemble trees = RandomTrees.of(4, 1, 4, TestTask.random(5));
        double[] row = TestTask.normalRow(4, 6);

        TreeEnsemble covered = trees.withCoversFrom(TestTask.normal(50, 4, 7));

        assertThat(covered.trees()).allMatch(tree -> tree.cover() == 50);
        Attribution found =
                task(covered, row)
                        .background(TestTask.normal(50, 4, 7))
                        .with("perturbation", "path_dependent")
                        .first(new TreeShap(() -> covered));
        assertThat(found.additivityGap()).isLessThan(1e-9);
        double[] expected = byDefinitionOverCovered(covered, row);
        for (int feature = 0; feature < row.length; feature++) {
            assertThat(found.values().get(feature)).isCloseTo(expected[feature], within(1e-9));
        }
    }

    /// A node that no data reached has no mean to take: it has no share in any.
    private static double[] byDefinitionOverCovered(TreeEnsemble trees, double[] row) {
        TreeEnsemble reachable =
                new TreeEnsemble(
                        trees.features(),
                        trees.base(),
                        trees.trees().stream().map(TreeShapTest::withoutZeroes).toList(),
                        false,
                        trees.transform(),
                        trees.format());
        return byDefinition(reachable, row, 0);
    }

    private static TreeNode withoutZeroes(TreeNode node) {
        return switch (node) {
            case TreeNode.Leaf leaf -> leaf;
            case TreeNode.Inner inner ->
                    new TreeNode.Inner(
                            inner.split(),
                            withoutZeroes(inner.first()),
                            withoutZeroes(inner.second()),
                            Math.max(inner.cover(), Double.MIN_NORMAL));
        };
    }

    @Test
    void refusesARowOfAnotherWidthAndSaysBothWidths() {
        TreeEnsemble trees = RandomTrees.of(4, 1, 3, TestTask.random(5));

        assertThatThrownBy(
                        () -> task(trees, new double[] {1, 2}).explain(new TreeShap(() -> trees)))
                .isInstanceOf(InvalidInput.class)
                .hasMessage(
                        "the row has 2 values, expected 4 as the trees of the random model have"
                                + " features");
    }

    @Test
    void tellsHowFarThePredictorIsFromTheFile() {
        TreeEnsemble trees = RandomTrees.of(4, 1, 3, TestTask.random(5));
        double[] row = TestTask.normalRow(4, 6);

        Attributions found =
                TestTask.of(asked -> new double[] {trees.sums(asked)[0] + 0.25}, row)
                        .attributions(new TreeShap(() -> trees));

        assertThat(found.findings().measures().get("predictor_gap")).isCloseTo(0.25, within(1e-9));
    }
}
