package dev.serval.predictor.events;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.config.EncoderConfig;
import io.restassured.http.ContentType;
import io.restassured.specification.RequestSpecification;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

@QuarkusTest
class InferenceEventsTest {
    private static final String STRUCTURED = "application/cloudevents+json";
    private static final String V1 = "{\"instances\":[[5.1,3.5,1.4,0.2]]}";
    private static final String V2 =
            "{\"model_name\":\"iris\",\"inputs\":[{\"name\":\"input\",\"shape\":[1,4],"
                    + "\"datatype\":\"FP32\",\"data\":[5.1,3.5,1.4,0.2]}]}";

    @BeforeAll
    static void knowTheContentType() {
        RestAssured.config =
                RestAssured.config()
                        .encoderConfig(
                                EncoderConfig.encoderConfig()
                                        .encodeContentTypeAs(STRUCTURED, ContentType.TEXT));
    }

    @Test
    void answersABinaryEventAroundV1() {
        binary().header("ce-model", "iris")
                .body(V1)
                .post("/")
                .then()
                .statusCode(200)
                .header("ce-type", "io.kserve.inference.response")
                .header("ce-source", "io.kserve.inference.iris")
                .header("ce-specversion", "1.0")
                .header("ce-id", notNullValue())
                .header("ce-subject", nullValue())
                .body("predictions[0].label", equalTo(0));
    }

    @Test
    void answersABinaryEventAroundV2() {
        binary().body(V2)
                .post("/")
                .then()
                .statusCode(200)
                .body("model_name", equalTo("iris"))
                .body("outputs[0].data", equalTo(List.of(0)));
    }

    @Test
    void answersAStructuredEventInKind() {
        given().contentType(STRUCTURED)
                .body(event("\"type\":\"anything\",", V2))
                .post("/")
                .then()
                .statusCode(200)
                .contentType(STRUCTURED)
                .body("type", equalTo("io.kserve.inference.response"))
                .body("source", equalTo("io.kserve.inference.iris"))
                .body("data.model_name", equalTo("iris"));
    }

    @Test
    void prefersTheModelOfTheAttribute() {
        binary().header("ce-model", "iris-forest")
                .body(V2.replace("\"name\":\"input\"", "\"name\":\"X\""))
                .post("/")
                .then()
                .header("ce-source", nullValue())
                .statusCode(400)
                .body("error", containsString("model 'iris-forest'"));
    }

    @Test
    void refusesAnEventThatNamesNoneOfSeveralModels() {
        binary().body(V1)
                .post("/")
                .then()
                .statusCode(400)
                .body(
                        "error",
                        equalTo(
                                "the event names no model, expected the attribute 'model' or the"
                                        + " data's 'model_name' to be one of iris, iris-forest"));
    }

    @Test
    void refusesAnUnknownModel() {
        binary().header("ce-model", "nope")
                .body(V1)
                .post("/")
                .then()
                .statusCode(404)
                .body("error", equalTo("Model with name nope does not exist."));
    }

    @Test
    void refusesBinaryOutputs() {
        binary().body(V2.replaceFirst("\\{", "{\"parameters\":{\"binary_data_output\":true},"))
                .post("/")
                .then()
                .statusCode(400)
                .body("error", containsString("answered in JSON, expected no binary outputs"));
    }

    @Test
    void refusesWhatIsNoEvent() {
        refused(given().contentType(ContentType.JSON).body(V1), "no event, expected ce- headers");
        refused(given().contentType(STRUCTURED).body("{\"spec"), "no event: ");
        refused(given().contentType(STRUCTURED).body(event("", V1)), "lacks an attribute");
        refused(
                given().contentType("application/cloudevents-batch+json").body("[]"),
                "no single event");
        refused(binary().header("ce-model", "iris").body("{bad"), "line 1, column 2");
        refused(binary().header("ce-model", "iris"), "the event has no data");
        refused(
                given().contentType(STRUCTURED)
                        .body(event("\"type\":\"x\",", V2).replace("1.0", "2.0")),
                "the event's attribute 'specversion' is '2.0', expected '1.0'");
    }

    @Test
    void leavesEveryOtherMethodAndPathAlone() {
        given().get("/").then().statusCode(200).body("status", equalTo("alive"));
        given().put("/").then().statusCode(405).body("error", containsString("expected GET"));
        binary().body(V2).post("/infer").then().statusCode(404);
    }

    private static void refused(RequestSpecification request, String problem) {
        request.post("/").then().statusCode(400).body("error", containsString(problem));
    }

    private static RequestSpecification binary() {
        return given().contentType(ContentType.JSON)
                .header("ce-id", "1")
                .header("ce-source", "test")
                .header("ce-type", "anything")
                .header("ce-specversion", "1.0");
    }

    private static String event(String more, String data) {
        return "{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"test\",%s\"data\":%s}"
                .formatted(more, data);
    }
}
