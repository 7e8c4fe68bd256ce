package dev.serval.server.edge;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class CloudEventsTest {
    private static final String V1 = "/v1/models/adder:predict";
    private static final String V2 = "/v2/models/adder/infer";
    private static final String ROWS = "{\"instances\":[[1,2]]}";
    private static final String TENSORS =
            """
            {"inputs":[{"name":"x","shape":[1,2],"datatype":"FP32","data":[1,2]}]}\
            """;

    @Test
    void aBinaryEventIsAnsweredByOne() {
        binary().body(ROWS)
                .post(V1)
                .then()
                .statusCode(200)
                .contentType("application/json")
                .header("ce-specversion", "1.0")
                .header("ce-type", "io.kserve.inference.response")
                .header("ce-source", "io.kserve.inference.adder")
                .header("ce-id", not("in"))
                .body("predictions", contains(3.0f));
        binary().body(TENSORS)
                .post(V2)
                .then()
                .statusCode(200)
                .header("ce-source", "io.kserve.inference.adder")
                .body("outputs[0].data", contains(3.0f));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/cloudevents+json",
                "application/cloudevents+json; charset=utf-8"
            })
    void aStructuredEventWithoutATimeIsAnsweredByOne(String contentType) {
        given().contentType(contentType)
                .body(structured(ROWS).getBytes(java.nio.charset.StandardCharsets.UTF_8))
                .post(V1)
                .then()
                .statusCode(200)
                .contentType("application/cloudevents+json")
                .body("specversion", equalTo("1.0"))
                .body("type", equalTo("io.kserve.inference.response"))
                .body("data.predictions", contains(3.0f));
    }

    @Test
    void anEventUnderAnOrdinaryContentTypeIsAnsweredPlainly() {
        given().contentType("application/json")
                .body(structured(ROWS))
                .post(V1)
                .then()
                .statusCode(200)
                .body("data", nullValue())
                .body("predictions", contains(3.0f));
    }

    @Test
    void aMissingAttributeIsNamed() {
        given().header("ce-specversion", "1.0")
                .header("ce-id", "in")
                .header("ce-type", "t")
                .body(ROWS)
                .post(V1)
                .then()
                .statusCode(400)
                .body("error", containsString("source"));
    }

    private static RequestSpecification binary() {
        return given().contentType("application/json")
                .header("ce-specversion", "1.0")
                .header("ce-id", "in")
                .header("ce-source", "test")
                .header("ce-type", "request");
    }

    private static String structured(String data) {
        return """
        {"specversion":"1.0","id":"in","source":"test","type":"request","data":%s}\
        """
                .formatted(data);
    }
}
