package dev.serval.server.edge;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import dev.serval.server.testing.Leftovers;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Bodies are limited to 2 MiB, as this module's tests are configured.
@QuarkusTest
class HostileBodiesTest {
    private static final String INFER = "/v2/models/adder/infer";
    private static final String BODY =
            """
            {"inputs":[{"name":"x","shape":[1,2],"datatype":"FP32","data":[1,2]}]}\
            """;

    @Inject Leftovers leftovers;

    @AfterEach
    void leaksNothing() {
        leftovers.awaitNone();
    }

    @Test
    void twoHundredKilobytesOfBracketsAreABadRequest() {
        refuses(400, "[".repeat(200_000)).body("error", containsString("expected an object"));
        refuses(400, "{\"unknown\":" + "[".repeat(200_000)).body("error", containsString("line 1"));
    }

    @Test
    void aShapeWhoseProductOverflowsIsNamed() {
        refuses(400, BODY.replace("[1,2]", "[4294967296,4294967296]"))
                .body("error", containsString("does not fit 63 bits"));
    }

    @Test
    void aNegativeShapeIsNamed() {
        refuses(400, BODY.replace("[1,2],\"d", "[-1,2],\"d"))
                .body("error", containsString("dimension 0 is -1, expected 0 or more"));
    }

    @Test
    void aClaimedTerabyteIsRefusedWithoutBeingAllocated() {
        refuses(400, BODY.replace("[1,2],\"d", "[274877906944,1],\"d"))
                .body("error", containsString("274877906944"));
    }

    @Test
    void anIntegerTooLargeIsNamedWithItsPosition() {
        given().body(
                        """
                        {"inputs":[{"name":"in_INT32","shape":[1,2],"datatype":"INT32",
                         "data":[1,2147483648]}]}\
                        """)
                .post("/v2/models/types/infer")
                .then()
                .statusCode(400)
                .body("error", containsString("2147483648"))
                .body("error", containsString("in_INT32"));
    }

    @Test
    void malformedJsonIsToldWithLineAndColumn() {
        refuses(400, "{\n \"inputs\": nonsense}")
                .body("error", containsString("line 2, column 13"));
    }

    @Test
    void anUnknownModelAVersionThatIsNoneAndAnUnknownVersionAre404() {
        given().body(BODY)
                .post("/v2/models/nope/infer")
                .then()
                .statusCode(404)
                .body("error", equalTo("Model with name nope does not exist."));
        given().body(BODY)
                .post("/v2/models/adder/versions/latest/infer")
                .then()
                .statusCode(404)
                .body("error", equalTo("Model with name adder has no version latest."));
        given().body(BODY)
                .post("/v2/models/adder/versions/9/infer")
                .then()
                .statusCode(404)
                .body("error", equalTo("Model with name adder has no version 9."));
    }

    @Test
    void whatDoesNotFitTheSignatureIsNamedAsFoundAndAsExpected() {
        refuses(400, BODY.replace("\"x\"", "\"z\""))
                .body("error", equalTo("model 'adder' has no input 'z', expected 'x'"));
        refuses(400, "{\"inputs\":[]}")
                .body(
                        "error",
                        equalTo(
                                "model 'adder': input 'x' is missing, expected FP32 of shape"
                                        + " [-1,2]"));
        refuses(400, BODY.replace("FP32", "FP64"))
                .body(
                        "error",
                        equalTo("model 'adder': input 'x' has datatype FP64, expected FP32"));
        refuses(400, BODY.replace("[1,2],\"d", "[2,1],\"d"))
                .body(
                        "error",
                        equalTo("model 'adder': input 'x' has shape [2,1], expected [-1,2]"));
        refuses(400, BODY.replace("}]}", "}],\"outputs\":[{\"name\":\"product\"}]}"))
                .body("error", equalTo("model 'adder' has no output 'product', expected 'sum'"));
    }

    @Test
    void aHeaderLengthBeyondTheBodyIsNamedWithBothNumbers() {
        given().header("Inference-Header-Content-Length", "5000")
                .body(BODY)
                .post(INFER)
                .then()
                .statusCode(400)
                .body(
                        "error",
                        equalTo(
                                "Inference-Header-Content-Length is 5000, the body has %d bytes"
                                        .formatted(BODY.length())));
        given().header("Inference-Header-Content-Length", "-1")
                .body(BODY)
                .post(INFER)
                .then()
                .statusCode(400)
                .body("error", containsString("expected 0 or more"));
    }

    @Test
    void aBodyBeyondTheLimitIsRefusedByItsLengthAndByItsBytes() {
        refuses(413, " ".repeat(3 << 20)).body("error", containsString("serval.http.max-body"));
    }

    @Test
    void compressedBodiesAreReadAndABombIsRefused() {
        for (String coding : new String[] {"gzip", "deflate"}) {
            given().header("content-encoding", coding)
                    .body(packed(coding, BODY))
                    .post(INFER)
                    .then()
                    .statusCode(200)
                    .body("outputs[0].data", equalTo(java.util.List.of(3.0f)));
            given().header("content-encoding", coding)
                    .body(packed(coding, " ".repeat(50 << 20)))
                    .post(INFER)
                    .then()
                    .statusCode(413);
        }
    }

    @Test
    void aCodingThatIsNotReadIsRefusedByName() {
        given().header("content-encoding", "compress")
                .body(BODY)
                .post(INFER)
                .then()
                .statusCode(400)
                .body("error", equalTo("Content-Encoding is 'compress', expected gzip or deflate"));
        given().header("content-encoding", "identity")
                .body(BODY)
                .post(INFER)
                .then()
                .statusCode(200);
    }

    @Test
    void contentTypesWithParametersAreTaken() {
        for (String type :
                new String[] {
                    "application/json; charset=utf-8", "application/octet-stream", "text/plain"
                }) {
            given().contentType(type)
                    .body(BODY.getBytes(StandardCharsets.UTF_8))
                    .post(INFER)
                    .then()
                    .statusCode(200);
        }
    }

    @Test
    void aModelThatFailsIsAnEngineFailure() {
        given().body(BODY.replace("[1,2],\"d", "[2],\"d"))
                .post("/v2/models/broken/infer")
                .then()
                .statusCode(500)
                .body("error", equalTo("IllegalStateException : the weights are on fire"));
    }

    private static ValidatableResponse refuses(int status, String body) {
        return given().contentType("application/json")
                .body(body.getBytes(StandardCharsets.UTF_8))
                .post(INFER)
                .then()
                .statusCode(status);
    }

    private static byte[] packed(String coding, String text) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (OutputStream out =
                coding.equals("gzip")
                        ? new GZIPOutputStream(packed)
                        : new DeflaterOutputStream(packed)) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException impossible) {
            throw new AssertionError(impossible);
        }
        return packed.toByteArray();
    }
}
