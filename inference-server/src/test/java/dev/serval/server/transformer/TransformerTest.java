package dev.serval.server.transformer;

import static io.restassured.RestAssured.get;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.startsWith;

import dev.serval.server.grpc.proto.ModelInferRequest;
import dev.serval.server.testing.GrpcRequests;
import dev.serval.server.testing.Leftovers;
import dev.serval.server.testing.TestChannel;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(TransformerTest.BeforeItself.class)
class TransformerTest {
    private static final String PREDICT = "/v1/models/doubled:predict";

    @TestHTTPResource("/")
    URI server;

    @Inject Leftovers leftovers;

    /// The transformer is served, and its predictor is the server itself.
    public static class BeforeItself implements QuarkusTestProfile {
        @Override
        public Set<Class<?>> getEnabledAlternatives() {
            return Set.of(DoublingTransformer.class);
        }

        @Override
        public Map<String, String> getConfigOverrides() {
            try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                String port = Integer.toString(socket.getLocalPort());
                return Map.of(
                        "quarkus.http.test-port",
                        port,
                        "serval.predictor.host",
                        "127.0.0.1:" + port,
                        "serval.predictor.protocol",
                        "v2");
            } catch (IOException taken) {
                throw new UncheckedIOException(taken);
            }
        }
    }

    @AfterEach
    void leavesNothingBehind() {
        leftovers.awaitNone();
    }

    private static ValidatableResponse post(String path, String body) {
        return given().contentType("application/json").body(body).post(path).then();
    }

    @Test
    void answersOverV1() {
        post(PREDICT, "{\"instances\":[[1,2],[3,4]]}")
                .statusCode(200)
                .body("predictions", contains(6f, 14f));
    }

    @Test
    void answersOverV2UnderItsOwnNames() {
        post(
                        "/v2/models/doubled/infer",
                        """
                        {"id":"r","inputs":[{"name":"pair","shape":[1,2],"datatype":"FP32","data":[1,2]}]}
                        """)
                .statusCode(200)
                .body("model_name", equalTo("doubled"))
                .body("id", equalTo("r"))
                .body("outputs[0].name", equalTo("total"))
                .body("outputs[0].data", contains(6f));
    }

    @Test
    void answersOverGrpc() {
        try (TestChannel channel = TestChannel.to(server)) {
            ModelInferRequest pair = GrpcRequests.pair("doubled");
            ModelInferRequest.Builder request = pair.toBuilder();
            request.getInputsBuilder(0).setName("pair");
            assertThat(GrpcRequests.blocking(channel).modelInfer(request.build()).getOutputs(0))
                    .satisfies(total -> {
                        assertThat(total.getName()).isEqualTo("total");
                        assertThat(total.getContents().getFp32Contents(0)).isEqualTo(6f);
                    });
        }
    }

    @Test
    void tellsWhatItTakesAndNotWhatItsPredictorDoes() {
        get("/v2/models/doubled").then().body("inputs[0].name", equalTo("pair"));
    }

    @Test
    void whatItRefusesIsTheCallersFault() {
        post(PREDICT, "{\"instances\":[[1,-2]]}")
                .statusCode(400)
                .body("error", equalTo("pair[1] is -2.0, expected 0 or more"));
    }

    @Test
    void whatItsOwnCodeThrowsIsAFailureWithoutAnAnswer() {
        post(PREDICT, "{\"instances\":[[6,7]]}")
                .statusCode(500)
                .body("error", startsWith("IllegalStateException : thirteen"));
    }
}
