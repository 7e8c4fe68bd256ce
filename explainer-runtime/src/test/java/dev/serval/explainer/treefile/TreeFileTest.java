package dev.serval.explainer.treefile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.serval.explainer.trees.TreeEnsemble;
import dev.serval.inference.failure.InvalidInput;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TreeFileTest {
    private static final Path ROOT = Path.of(System.getProperty("serval.root"));
    private static final Path FOREST = ROOT.resolve("examples/repository/iris-forest/1/model.onnx");

    @TempDir Path folder;

    @Test
    void readsAForestOfOnnxWhoseLeavesAreProbabilities() {
        TreeEnsemble forest = TreeFile.read(FOREST);

        assertThat(forest.features()).isEqualTo(4);
        assertThat(forest.outputs()).isEqualTo(3);
        assertThat(forest.hasCovers()).isFalse();
        double[] setosa = forest.answers(forest.sums(new double[] {5.1, 3.5, 1.4, 0.2}));
        assertThat(setosa[0]).isGreaterThan(0.9);
        assertThat(Arrays.stream(setosa).sum()).isCloseTo(1, within(1e-5));
    }

    @Test
    void readsTheOnlyModelOfAFolder() throws Exception {
        Files.copy(FOREST, folder.resolve("model.onnx"));
        Files.writeString(folder.resolve("README"), "of no interest");

        assertThat(TreeFile.read(folder).features()).isEqualTo(4);
    }

    @Test
    void refusesAFolderOfSeveralModels() throws Exception {
        Files.writeString(folder.resolve("a.onnx"), "");
        Files.writeString(folder.resolve("b.txt"), "");

        assertThatThrownBy(() -> TreeFile.read(folder))
                .isInstanceOf(InvalidInput.class)
                .hasMessageContaining("has 2 model files, expected one");
    }

    @Test
    void saysWhatIsInAnOnnxModelWithoutTrees() {
        assertThatThrownBy(() -> TreeFile.read(ROOT.resolve("examples/digits-image/model")))
                .isInstanceOf(InvalidInput.class)
                .hasMessageContaining("expected one TreeEnsembleClassifier");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{",
                "{}",
                "{\"learner\":{\"gradient_booster\":{\"name\":\"gblinear\"}}}",
                "{\"learner\":{\"gradient_booster\":{\"name\":\"gbtree\",\"model\":{\"trees\":[{\"left_children\":[0],\"right_children\":[0],\"split_conditions\":[1],\"split_indices\":[0]}]}}}}",
                "tree\nnum_tree_per_iteration=1\nmax_feature_idx=0\nTree=0\nleaf_value=1 2\n",
                "tree\nnum_tree_per_iteration=x\n",
                "{i\u0007learnerZ",
                "{L\u007f",
                "PK",
                ""
            })
    void refusesAFileThatIsBroken(String text) throws Exception {
        Path file = folder.resolve("model.json");
        Files.writeString(file, text);

        assertThatThrownBy(() -> TreeFile.read(file))
                .isInstanceOf(InvalidInput.class)
                .hasMessageStartingWith("model file model.json: ");
    }

    @Test
    void refusesAnOnnxFileThatIsCutShort() throws Exception {
        byte[] whole = Files.readAllBytes(FOREST);
        for (int length : new int[] {0, 1, 50, whole.length / 2, whole.length - 1}) {
            Path file = folder.resolve("cut.onnx");
            Files.write(file, Arrays.copyOf(whole, length));

            assertThatThrownBy(() -> TreeFile.read(file)).isInstanceOf(InvalidInput.class);
        }
    }

    @Test
    void refusesAFileThatIsNotThere() {
        assertThatThrownBy(() -> TreeFile.read(folder.resolve("none.onnx")))
                .isInstanceOf(InvalidInput.class)
                .hasMessageContaining("cannot be read");
    }

    @Test
    void refusesLightgbmsLinearLeavesByName() {
        byte[] model =
                "tree\nnum_tree_per_iteration=1\nmax_feature_idx=0\nTree=0\nis_linear=1\n"
                        .getBytes(StandardCharsets.UTF_8);

        assertThatThrownBy(() -> TreeFile.read(model, "model.txt"))
                .hasMessage("it has linear models in its leaves, expected leaves with one value");
    }
}
