package dev.serval.transformer.startup;

import static io.restassured.RestAssured.get;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;

import dev.serval.inference.tensor.TensorAllocator;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(SmallPredictor.class)
class TransformerProgramTest {
    @Inject TensorAllocator allocator;

    @AfterEach
    void leavesNothingBehind() {
        await().untilAsserted(() -> assertThat(allocator.bytesOnLoan()).isZero());
    }

    private static ValidatableResponse predict(String body) {
        return given().contentType("application/json")
                .body(body)
                .post("/v1/models/sums:predict")
                .then();
    }

    @Test
    void rowsAreScaledScoredAndLabelledOverV1() {
        predict("{\"instances\":[[1,-5],[3,4]]}")
                .statusCode(200)
                .body("predictions", hasItems("left", "both"));
    }

    @Test
    void v2IsAnsweredFromAPredictorThatOnlySpeaksV1() {
        given().contentType("application/json")
                .body(
                        """
                        {"id":"r","inputs":[{"name":"row","shape":[1,2],"datatype":"FP32","data":[3,4]}]}
                        """)
                .post("/v2/models/sums/infer")
                .then()
                .statusCode(200)
                .body("outputs[0].name", equalTo("label"))
                .body("outputs[0].datatype", equalTo("BYTES"))
                .body("outputs[0].data[0]", equalTo("both"));
    }

    @Test
    void thePredictorsRefusalComesThroughWithItsStatusAndText() {
        predict("{\"instances\":[[13,1]]}").statusCode(422).body("error", equalTo("no luck"));
    }

    @Test
    void aPredictorThatGoesAwayIsABadGateway() {
        predict("{\"instances\":[[99,1]]}")
                .statusCode(502)
                .body("error", containsString("went away before it had answered"));
    }

    @Test
    void aRowOfAnotherWidthIsRefusedBeforeThePredictorIsAsked() {
        predict("{\"instances\":[[1,2,3]]}")
                .statusCode(400)
                .body(
                        "error",
                        equalTo("model 'sums': input 'row' has shape [1,3], expected [-1,2]"));
    }

    @Test
    void isReadyOnceItsPredictorIs() {
        await().untilAsserted(() -> get("/v2/health/ready").then().statusCode(200));
        get("/v2/models/sums").then().body("outputs[0].name", equalTo("label"));
    }
}
