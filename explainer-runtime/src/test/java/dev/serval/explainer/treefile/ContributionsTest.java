package dev.serval.explainer.treefile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.serval.explainer.fake.TestTask;
import dev.serval.explainer.method.Attribution;
import dev.serval.explainer.trees.TreeEnsemble;
import dev.serval.explainer.trees.TreeShap;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Models that XGBoost and LightGBM made, and what they say themselves of each feature's
/// contribution (`src/test/models/make_trees.py`).
class ContributionsTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();

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
        TreeEnsemble trees = TreeFile.read(bytes(model), model);
        JsonNode expected =
                JSON.readTree(bytes(model.substring(0, model.indexOf('.')) + ".expected.json"));

        for (int row = 0; row < expected.path("rows").size(); row++) {
            double[] instance = row(expected.path("rows").path(row));
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

    private static double[] row(JsonNode values) {
        double[] row = new double[values.size()];
        for (int i = 0; i < row.length; i++) {
            row[i] = values.path(i).asDouble(Double.NaN);
        }
        return row;
    }

    private static byte[] bytes(String name) throws IOException {
        try (InputStream in =
                Objects.requireNonNull(
                        ContributionsTest.class.getResourceAsStream("/trees/" + name), name)) {
            return in.readAllBytes();
        }
    }
}
