package dev.serval.explainer.treefile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serval.explainer.fake.Golden;
import dev.serval.explainer.fake.TestTask;
import dev.serval.explainer.method.Attribution;
import dev.serval.explainer.trees.TreeEnsemble;
import dev.serval.explainer.trees.TreeShap;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Models that XGBoost and LightGBM made, and what they say themselves of each feature's
/// contribution (`src/test/models/make_trees.py`) and each two features' interaction
/// (`src/test/models/make_references.py`).
class ContributionsTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "xgboost_regression.model.json",
                "xgboost_binary.model.json",
                "xgboost_softprob.model.json",
                "xgboost_dart.model.json",
                "xgboost_regression.model.ubj",
                "xgboost_binary.model.ubj",
                "xgboost_softprob.model.ubj",
                "xgboost_dart.model.ubj",
                "lightgbm_regression.model.txt",
                "lightgbm_binary.model.txt",
                "lightgbm_multiclass.model.txt",
                "lightgbm_forest.model.txt",
                "lightgbm_categorical.model.txt"
            })
    void contributionsAreTheLibrarysOwn(String model) throws Exception {
        TreeEnsemble trees = TreeFile.read(Golden.bytes("trees/" + model), model);
        JsonNode expected =
                Golden.read("trees/" + model.substring(0, model.indexOf('.')) + ".expected.json");

        for (int row = 0; row < expected.path("rows").size(); row++) {
            double[] instance = Golden.row(expected.path("rows").path(row));
            List<Attribution> found =
                    TestTask.of(trees::sums, instance)
                            .attributions(new TreeShap(() -> trees))
                            .outputs();
            assertThat(found).hasSameSizeAs(expected.path("sums").path(row));
            for (Attribution each : found) {
                int output = each.output();
                JsonNode theirs = expected.path("contributions").path(row).path(output);
                assertThat(each.prediction())
                        .isCloseTo(
                                expected.path("sums").path(row).path(output).asDouble(),
                                within(1e-5));
                assertThat(each.additivityGap()).isLessThan(1e-9);
                assertThat(each.baseValue())
                        .isCloseTo(theirs.path(instance.length).asDouble(), within(1e-5));
                for (int feature = 0; feature < instance.length; feature++) {
                    assertThat(each.values().get(feature))
                            .isCloseTo(theirs.path(feature).asDouble(), within(1e-5));
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "xgboost_regression",
                "xgboost_binary",
                "xgboost_softprob",
                "xgboost_dart",
            })
    void interactionsAreTheLibrarysOwn(String name) throws Exception {
        String file = "trees/" + name + ".model.json";
        TreeEnsemble trees = TreeFile.read(Golden.bytes(file), file);
        JsonNode rows = Golden.read("trees/" + name + ".expected.json").path("rows");
        JsonNode expected =
                Golden.read("trees/" + name + ".interactions.json").path("interactions");
        assertThat(expected).hasSameSizeAs(rows);

        for (int row = 0; row < rows.size(); row++) {
            List<Attribution> found =
                    TestTask.of(trees::sums, Golden.row(rows.path(row)))
                            .with("interactions", true)
                            .attributions(new TreeShap(() -> trees))
                            .outputs();
            assertThat(found).hasSameSizeAs(expected.path(row));
            for (Attribution each : found) {
                JsonNode theirs = expected.path(row).path(each.output());
                for (int i = 0; i < trees.features(); i++) {
                    for (int j = 0; j < trees.features(); j++) {
                        assertThat(each.interactions().get(i).get(j))
                                .isCloseTo(theirs.path(i).path(j).asDouble(), within(1e-5));
                    }
                }
            }
        }
    }
}
