package dev.serval.explainer.serving;

import static io.restassured.RestAssured.get;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.lessThan;

import dev.serval.inference.tensor.TensorAllocator;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.path.json.config.JsonPathConfig;
import io.restassured.path.json.config.JsonPathConfig.NumberReturnType;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.util.List;
import org.awaitility.Awaitility;
import org.hamcrest.Matcher;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(FakePredictor.class)
class ExplainerRuntimeTest {
    @Inject TensorAllocator allocator;

    @AfterEach
    void leaksNothing() {
        Awaitility.await().untilAsserted(() -> assertThat(allocator.bytesOnLoan()).isZero());
    }

    private static ValidatableResponse explain(String parameters) {
        return given().body(
                        "{\"instances\":[[1.2,-0.3,7]],\"parameters\":{%s}}".formatted(parameters))
                .post("/v1/models/credit:explain")
                .then();
    }

    private static JsonPath json(ValidatableResponse response) {
        return response.extract()
                .body()
                .jsonPath(
                        JsonPathConfig.jsonPathConfig().numberReturnType(NumberReturnType.DOUBLE));
    }

    @Test
    void theConfiguredMethodExplainsWithItsQuality() {
        ValidatableResponse response = explain("").statusCode(200);

        JsonPath answer = json(response);
        assertThat(answer.getList("explanations[0].features", String.class))
                .containsExactly("income", "debts", "shoe size");
        assertThat(answer.getString("explanations[0].method")).isEqualTo("kernel_shap");
        assertThat(answer.getString("explanations[0].attributions[1].label")).isEqualTo("yes");
        double prediction = answer.getDouble("explanations[0].attributions[1].prediction");
        assertThat(prediction).isCloseTo(FakePredictor.yes(1.2, -0.3), within(1e-9));
        List<Double> values = answer.getList("explanations[0].attributions[1].values");
        assertThat(
                        values.stream().mapToDouble(Double::doubleValue).sum()
                                + answer.getDouble("explanations[0].attributions[1].base_value"))
                .isCloseTo(prediction, within(1e-9));
        assertThat(values.get(2)).isCloseTo(0, within(1e-9));
        assertThat(answer.getDouble("explanations[0].quality.additivity_gap")).isLessThan(1e-9);
        assertThat(answer.getBoolean("explanations[0].quality.complete")).isTrue();
        // Of 701 rows two are as others are, and are not asked for.
        assertThat(answer.getInt("explanations[0].quality.predicted_rows")).isEqualTo(699);
        assertThat(answer.getInt("explanations[0].quality.predictor_calls")).isEqualTo(3);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "exact_shapley",
                "permutation-shapley",
                "sampling_shapley",
                "lime",
                "occlusion",
                "rise",
                "permutation_importance"
            })
    void everyMethodOfAttributionsAnswersOverTheWire(String method) {
        explain("\"method\":\"%s\"".formatted(method))
                .statusCode(200)
                .body("explanations[0].method", equalTo(method.replace('-', '_')))
                .body("explanations[0].attributions", hasSize(2))
                .body("explanations[0].attributions.values", everyItem(hasSize(3)))
                .body("explanations[0].quality.predicted_rows", greaterThan(2));
    }

    @Test
    void anAnchorIsARuleInWords() {
        explain("\"method\":\"anchor\",\"precision\":0.9")
                .statusCode(200)
                .body("explanations[0].anchor.label", equalTo("yes"))
                .body("explanations[0].anchor.rule", containsString("income > "))
                .body("explanations[0].anchor.precision", greaterThan(0.9f));
    }

    @Test
    void anAttackTellsWhatMisleadsTheModel() {
        explain("\"method\":\"square_attack\",\"eps\":2,\"seed\":3")
                .statusCode(200)
                .body("explanations[0].adversarial.success", equalTo(true))
                .body("explanations[0].adversarial.prediction", equalTo(1))
                .body("explanations[0].adversarial.adversarial_prediction", equalTo(0))
                .body("explanations[0].adversarial.linf", lessThan(2.001f))
                .body("explanations[0].quality.steps", greaterThan(0f));
    }

    @Test
    void kservesFormOfAnAttackIsAnsweredInItsForm() {
        given().body("{\"instances\":[[[1.2,-0.3,7]],[1]]}")
                .post("/v1/models/credit:explain?eps=2")
                .then()
                .statusCode(200)
                .body("explanations.prediction", equalTo(1))
                .body("explanations.adversarial_prediction", equalTo(0))
                .body("explanations.adversarial_example[0]", hasSize(3))
                .body("explanations.'L2 error'", greaterThan(0.5f));
        given().body("{\"instances\":[[1.2,-0.3,7],\"yes\"]}")
                .post("/v1/models/credit:explain")
                .then()
                .statusCode(400);
    }

    @Test
    void aCounterfactualTellsWhatToChange() {
        explain("\"method\":\"counterfactual\",\"immutable\":[\"income\"],\"seed\":3")
                .statusCode(200)
                .body("explanations[0].counterfactuals", hasSize(1))
                .body("explanations[0].counterfactuals[0].row[0]", closeTo(1.2f))
                .body("explanations[0].counterfactuals[0].outputs[1]", lessThan(0.5f))
                .body("explanations[0].counterfactuals[0].changes.debts[1]", greaterThan(2.3f));
    }

    private static Matcher<Float> closeTo(float value) {
        return allOf(greaterThan(value - 1e-3f), lessThan(value + 1e-3f));
    }

    @ParameterizedTest
    @ValueSource(strings = {"partial_dependence", "ale"})
    void curvesAreOfTheModelWhateverTheRow(String method) {
        explain("\"method\":\"%s\",\"features\":[\"debts\"]".formatted(method))
                .statusCode(200)
                .body("explanations[0].curves", hasSize(2))
                .body("explanations[0].curves[1].feature", equalTo("debts"));
    }

    @Test
    void theSameSeedAnswersTheSameAndV2AsV1() {
        String parameters = "\"method\":\"sampling_shapley\",\"seed\":11,\"samples\":20";
        List<Object> first =
                json(explain(parameters)).getList("explanations[0].attributions[0].values");

        List<Object> again =
                json(given().body(
                                        """
                                        {"parameters":{%s},"inputs":[{"name":"input-0","datatype":"FP64",
                                        "shape":[1,3],"data":[1.2,-0.3,7]}]}
                                        """
                                                .formatted(parameters))
                                .post("/v2/models/credit/explain")
                                .then()
                                .statusCode(200)
                                .body("model_name", equalTo("credit")))
                        .getList("explanations[0].attributions[0].values");

        assertThat(again).isEqualTo(first);
    }

    @Test
    void severalSeedsTellHowMuchTheyAgree() {
        explain("\"method\":\"sampling_shapley\",\"samples\":20,\"seeds\":4")
                .statusCode(200)
                .body("explanations[0].quality.stability", greaterThan(0.9f))
                .body("explanations[0].quality.stability", lessThan(1f))
                .body("explanations[0].quality.predicted_rows", greaterThan(4 * 120));
    }

    @Test
    void aSmallerBudgetAnswersInPartWithItsErrors() {
        explain("\"method\":\"sampling_shapley\",\"budget\":400")
                .statusCode(200)
                .body("explanations[0].quality.complete", equalTo(false))
                .body("explanations[0].quality.predicted_rows", lessThan(401))
                .body("explanations[0].attributions[0].standard_errors", hasSize(3));
    }

    @Test
    void severalRowsAreExplainedOneByOne() {
        given().body("{\"instances\":[[1,0,0],[0,1,0]]}")
                .post("/v1/models/credit:explain")
                .then()
                .statusCode(200)
                .body("explanations", hasSize(2));
        given().body("{\"instances\":[[1,0,0],[0,1,0]]}")
                .post("/v1/models/credit:explain?format=svg")
                .then()
                .statusCode(400)
                .body("error", containsString("a picture is of one row"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "&plot=bar",
                "&plot=force",
                "&method=ale",
                "&method=lime",
                "&method=anchor",
                "&method=counterfactual"
            })
    void picturesAreDrawn(String parameters) {
        String picture =
                given().body("{\"instances\":[[1.2,-0.3,7]]}")
                        .post("/v1/models/credit:explain?format=svg" + parameters)
                        .then()
                        .statusCode(200)
                        .contentType("image/svg+xml")
                        .extract()
                        .asString();

        assertThat(picture).startsWith("<svg").contains("prefers-color-scheme:dark", "income");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"method\":\"kernelshap\"|there is no method 'kernelshap' (did you mean"
                        + " 'kernel_shap'?)",
                "\"coalition\":3|has no parameter 'coalition' (did you mean 'coalitions'?)",
                "\"budget\":150|the budget is 150",
                "\"background\":[[1,2]]|rows of the background data have 2 values, expected 3",
                "\"background\":\"file:///etc/passwd\"|expected rows in JSON",
                "\"seed\":-1|parameter 'seed' is -1, expected a whole number",
                "\"method\":\"tree_shap\"|expected 'modelFile' in the explainer's configuration",
                "\"target\":2|parameter 'target' is 2, expected -1 to 1",
                "\"format\":\"png\"|parameter 'format' is png",
                "\"output\":\"scores\"|the predictor has no output 'scores'"
            })
    void whatIsAskedWronglyIsNamed(String parameters, String message) {
        explain(parameters).statusCode(400).body("error", containsString(message));
    }

    @Test
    void whatThePredictorRefusesIsPassedOn() {
        given().body("{\"instances\":[[2000,0,0]]}")
                .post("/v1/models/credit:explain")
                .then()
                .statusCode(400)
                .body("error", equalTo("nobody earns that much"));
    }

    @Test
    void predictionsArePassedThrough() {
        given().body("{\"instances\":[[0,0,1]]}")
                .post("/v1/models/credit:predict")
                .then()
                .statusCode(200)
                .body("predictions[0][1]", equalTo(0.5f));
        get("/v2/models/credit").then().statusCode(200).body("inputs[0].name", equalTo("input-0"));
    }
}
