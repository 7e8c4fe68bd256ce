package org.example.flowers;

import static io.restassured.RestAssured.get;
import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class FlowersInInchesTest {
    private static final String V2_REQUEST =
            """
            {"inputs":[{"name":"inches","shape":[2,4],"datatype":"FP32",
                        "data":[2.0,1.38,0.55,0.08,2.48,1.34,2.13,0.91]}]}""";

    /// The port is open before the model is loaded.
    @BeforeEach
    void waitUntilReady() {
        Instant end = Instant.now().plus(Duration.ofSeconds(60));
        while (get("/v2/health/ready").statusCode() != 200) {
            if (Instant.now().isAfter(end)) {
                throw new AssertionError("not ready: " + get("/v2/repository/index").asString());
            }
        }
        RestAssured.urlEncodingEnabled = false;
    }

    @Test
    void answersV1() {
        given().body("{\"instances\":[[2.0,1.38,0.55,0.08],[2.48,1.34,2.13,0.91]]}")
                .post("/v1/models/iris:predict")
                .then()
                .statusCode(200)
                .body("predictions", contains("setosa", "virginica"));
    }

    @Test
    void answersV2() {
        given().body(V2_REQUEST)
                .post("/v2/models/iris/infer")
                .then()
                .statusCode(200)
                .body("outputs[0].name", equalTo("species"))
                .body("outputs[0].data", contains("setosa", "virginica"));
    }

    @Test
    void tellsWhatItTakesAndWhatRunsTheModel() {
        get("/v2/models/iris")
                .then()
                .body("platform", equalTo("onnxruntime_onnx"))
                .body("inputs[0].name", equalTo("inches"));
    }

    @Test
    void refusesBeforeTheModelIsAsked() {
        given().body("{\"instances\":[[2.0,-1.38,0.55,0.08]]}")
                .post("/v1/models/iris:predict")
                .then()
                .statusCode(400)
                .body("error", equalTo("inches[1] is -1.38, expected more than 0"));
    }
}
