package dev.serval.explainer.treefile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serval.explainer.fake.Golden;
import dev.serval.explainer.fake.TestTask;
import dev.serval.explainer.method.Attribution;
import dev.serval.explainer.trees.TreeEnsemble;
import dev.serval.explainer.trees.TreeShap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Python's `shap.TreeExplainer` on the same model files (`src/test/models/make_references.py`).
class ReferenceTreeShapTest {
    private static final double SINGLE_PRECISION = 1e-5;

    private record Case(TreeEnsemble trees, JsonNode theirs) {
        static Case of(String name) throws MalformedTreesException {
            String file = "trees/" + name + ".model.json";
            return new Case(
                    TreeFile.read(Golden.bytes(file), file),
                    Golden.read("reference/tree_shap_" + name + ".json"));
        }

        int rows() {
            return theirs.path("rows").size();
        }

        TestTask task(int row) {
            return TestTask.of(trees::sums, Golden.row(theirs.path("rows").path(row)))
                    .background(Golden.rows(theirs.path("background")));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"xgboost_regression", "xgboost_binary"})
    void pathDependentValuesAndInteractionsAreTheirs(String name) throws Exception {
        Case given = Case.of(name);
        assertThat(given.rows()).isPositive();

        for (int row = 0; row < given.rows(); row++) {
            Attribution ours =
                    given.task(row)
                            .with("perturbation", "path_dependent")
                            .with("interactions", true)
                            .first(new TreeShap(given::trees));
            assertThat(ours.baseValue())
                    .isCloseTo(
                            given.theirs().path("path_dependent_base").asDouble(),
                            within(SINGLE_PRECISION));
            assertValues(ours, given.theirs().path("path_dependent").path(row));
            for (int feature = 0; feature < ours.values().size(); feature++) {
                JsonNode line = given.theirs().path("interactions").path(row).path(feature);
                for (int other = 0; other < ours.values().size(); other++) {
                    assertThat(ours.interactions().get(feature).get(other))
                            .isCloseTo(line.path(other).asDouble(), within(SINGLE_PRECISION));
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"xgboost_regression", "xgboost_binary"})
    void interventionalValuesAreTheirs(String name) throws Exception {
        Case given = Case.of(name);

        for (int row = 0; row < given.rows(); row++) {
            Attribution ours =
                    given.task(row)
                            .with("perturbation", "interventional")
                            .first(new TreeShap(given::trees));
            assertThat(ours.baseValue())
                    .isCloseTo(
                            given.theirs().path("interventional_base").asDouble(),
                            within(SINGLE_PRECISION));
            assertValues(ours, given.theirs().path("interventional").path(row));
        }
    }

    private static void assertValues(Attribution ours, JsonNode theirs) {
        assertThat(theirs).hasSameSizeAs(ours.values());
        for (int feature = 0; feature < ours.values().size(); feature++) {
            assertThat(ours.values().get(feature))
                    .isCloseTo(theirs.path(feature).asDouble(), within(SINGLE_PRECISION));
        }
    }
}
