package dev.serval.predictor.startup;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The example repository, served by the whole program.
@QuarkusTest
class ServedRepositoryTest {
    private static final String ROW = "{\"instances\":[[5.1,3.5,1.4,0.2]]}";

    @BeforeEach
    void awaitTheModels() {
        await().untilAsserted(() -> given().get("/v2/health/ready").then().statusCode(200));
    }

    @Test
    void listsEveryVersion() {
        given().post("/v2/repository/index")
                .then()
                .statusCode(200)
                .body("name", contains("iris", "iris", "iris-forest"))
                .body("version", contains("1", "2", "1"))
                .body("state", contains("READY", "READY", "READY"));
    }

    @Test
    void predictsByTheLatestVersionAndByAnyOther() {
        given().contentType(ContentType.JSON)
                .body(ROW)
                .post("/v1/models/iris:predict")
                .then()
                .statusCode(200)
                .body("predictions[0].label", equalTo(0));
        given().get("/v2/models/iris").then().body("versions", hasItems("1", "2"));
        given().get("/v2/models/iris/versions/1/ready").then().statusCode(200);
        given().get("/v2/models/iris/versions/3/ready")
                .then()
                .statusCode(404)
                .body("error", equalTo("Model with name iris has no version 3."));
    }

    @Test
    void showsWhatTheConfigurationSays() {
        given().get("/v2/models/iris/config")
                .then()
                .statusCode(200)
                .body("backend", equalTo("onnx"))
                .body("max_batch_size", equalTo(64))
                .body("version_policy", equalTo("all"));
    }

    @Test
    void namesClassesByTheLabelFile() {
        given().contentType(ContentType.JSON)
                .body(
                        "{\"inputs\":[{\"name\":\"input\",\"shape\":[1,4],\"datatype\":\"FP32\","
                                + "\"data\":[5.1,3.5,1.4,0.2]}],\"outputs\":[{\"name\":\"scores\","
                                + "\"parameters\":{\"classification\":1}}]}")
                .post("/v2/models/iris/infer")
                .then()
                .statusCode(200)
                .body("outputs[0].data[0]", containsString(":0:setosa"));
    }

    @Test
    void unloadsAndLoadsOnRequest() {
        given().post("/v2/repository/models/iris-forest/unload").then().statusCode(200);
        given().contentType(ContentType.JSON)
                .body(ROW)
                .post("/v1/models/iris-forest:predict")
                .then()
                .statusCode(503)
                .body("error", containsString("unloaded on request"));
        given().post("/v2/repository/models/iris-forest/load").then().statusCode(200);
        given().contentType(ContentType.JSON)
                .body(ROW)
                .post("/v1/models/iris-forest:predict")
                .then()
                .statusCode(200);
    }

    @Test
    void measuresLoadsAndModels() {
        String metrics = given().get("/metrics").then().statusCode(200).extract().asString();
        assertThat(metrics)
                .containsPattern("serval_model_bytes\\{model=\"iris\",version=\"1\"} [1-9]")
                .contains("serval_model_load_seconds_bucket{model=\"iris\",outcome=\"success\"");
    }
}
