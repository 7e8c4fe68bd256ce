package dev.serval.server.edge;

import static io.restassured.RestAssured.get;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;

import dev.serval.server.grpc.proto.ModelInferResponse;
import dev.serval.server.testing.GrpcRequests;
import dev.serval.server.testing.Leftovers;
import dev.serval.server.testing.TestChannel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class ExplainTest {
    private static final String V1 = "/v1/models/adder:explain";
    private static final String V2 = "/v2/models/adder/explain";

    @TestHTTPResource("/")
    URI server;

    @Inject Leftovers leftovers;

    @AfterEach
    void leaksNothing() {
        leftovers.awaitNone();
    }

    @Test
    void v1AnswersExplanationsAndTakesParametersBesideInstances() {
        given().body(
                        """
                        {"instances":[[1,2]],"parameters":{"seed":3,"wide":true,"rows":[[1,2]],"no":null}}
                        """)
                .post(V1)
                .then()
                .statusCode(200)
                .contentType("application/json")
                .body("explanations[0].model", equalTo("adder"))
                .body("explanations[0].first", equalTo(1.0f))
                .body("explanations[0].parameters", equalTo("rows=[[1,2]] seed=3 wide=true"));
    }

    @Test
    void v2AnswersAsOfEveryCall() {
        given().body(
                        """
                        {"id":"a","parameters":{"method":"m","weights":{"x":1}},
                        "inputs":[{"name":"x","datatype":"FP32","shape":[1,2],"data":[5,2]}]}
                        """)
                .post(V2 + "?seed=4")
                .then()
                .statusCode(200)
                .body("model_name", equalTo("adder"))
                .body("model_version", equalTo("1"))
                .body("id", equalTo("a"))
                .body("explanations[0].first", equalTo(5.0f))
                .body("explanations[0].parameters", equalTo("method=m seed=4 weights={'x':1}"));
    }

    @Test
    void aPictureIsAnsweredWhereItIsNamedFirst() {
        for (String way : new String[] {"accept", "query"}) {
            String type =
                    given().header("accept", way.equals("accept") ? "image/svg+xml" : "*/*")
                            .body("{\"instances\":[[1,2]]}")
                            .post(way.equals("query") ? V1 + "?format=svg" : V1)
                            .then()
                            .statusCode(200)
                            .body(startsWith("<svg"))
                            .extract()
                            .contentType();
            assertThat(type).isEqualTo("image/svg+xml");
        }
        given().header("accept", "application/json, image/svg+xml")
                .body("{\"instances\":[[1,2]]}")
                .post(V1)
                .then()
                .contentType("application/json");
    }

    @Test
    void aVersionAndAnEscapedColonAreUnderstood() {
        given().urlEncodingEnabled(false)
                .body("{\"instances\":[[1,2]]}")
                .post("/v1/models/adder/versions/1%3Aexplain")
                .then()
                .statusCode(200);
        given().body("{\"instances\":[[1,2]]}")
                .post("/v2/models/adder/versions/2/explain")
                .then()
                .statusCode(404);
    }

    @Test
    void whatDoesNotFitTheModelIsRefusedBeforeTheExplainerSeesIt() {
        given().body("{\"instances\":[[1,2,3]]}")
                .post(V1)
                .then()
                .statusCode(400)
                .body("error", containsString("has shape [1,3], expected [-1,2]"));
        given().body("{\"instances\":[[1,2]],\"parameters\":7}")
                .post(V1)
                .then()
                .statusCode(400)
                .body("error", equalTo("'parameters' is NUMBER, expected an object"));
        given().body(
                        """
                        {"inputs":[{"name":"x","datatype":"FP32","shape":[1,2],"data":[5,2]}],
                        "outputs":[{"name":"sum"}]}
                        """)
                .post(V2)
                .then()
                .statusCode(400)
                .body("error", containsString("expected no 'outputs'"));
    }

    @Test
    void whatTheExplainerRefusesAndHowItBreaksIsToldAsOfEveryCall() {
        given().body("{\"instances\":[[1,2]]}")
                .post(V1 + "?fail=refuse")
                .then()
                .statusCode(400)
                .body("error", equalTo("fail is 'refuse', expected nothing"));
        given().body("{\"instances\":[[1,2]]}")
                .post(V1 + "?fail=break")
                .then()
                .statusCode(500)
                .body("error", equalTo("IllegalStateException : broken"));
    }

    @Test
    void theServerNamesTheExtension() {
        get("/v2").then().body("extensions", hasItem("explain"));
    }

    @Test
    void explanationsAreTimedByThemselves() {
        given().body("{\"instances\":[[1,2]]}").post(V1).then().statusCode(200);

        get("/metrics")
                .then()
                .body(containsString("request_explain_seconds_count{model_name=\"adder\"}"))
                .body(not(containsString("request_explain_seconds_count{model_name=\"types\"}")));
    }

    @Test
    void grpcAnswersTheSameInATensor() {
        try (TestChannel channel = TestChannel.to(server)) {
            ModelInferResponse answer =
                    GrpcRequests.blocking(channel).modelExplain(GrpcRequests.pair("adder"));

            assertThat(answer.getOutputs(0).getName()).isEqualTo("explanation");
            assertThat(answer.getOutputs(0).getDatatype()).isEqualTo("BYTES");
            assertThat(answer.getParametersOrThrow("content_type").getStringParam())
                    .isEqualTo("application/json");
            assertThat(text(answer))
                    .isEqualTo("[{\"model\":\"adder\",\"first\":1.0,\"parameters\":\"\"}]");
            assertThatThrownBy(() ->
                            GrpcRequests.blocking(channel).modelExplain(GrpcRequests.pair("slow")))
                    .isInstanceOf(StatusRuntimeException.class)
                    .extracting(failure -> ((StatusRuntimeException) failure).getStatus().getCode())
                    .isEqualTo(Status.Code.UNIMPLEMENTED);
        }
    }

    /// Typed or raw, as the answer is.
    private static String text(ModelInferResponse answer) {
        return answer.getRawOutputContentsCount() > 0
                ? answer.getRawOutputContents(0).substring(4).toString(StandardCharsets.UTF_8)
                : answer.getOutputs(0).getContents().getBytesContents(0).toStringUtf8();
    }
}
