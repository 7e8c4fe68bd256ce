package org.example.sentiment;

import static io.restassured.RestAssured.get;
import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.protobuf.ByteString;
import dev.serval.server.grpc.proto.GRPCInferenceServiceGrpc;
import dev.serval.server.grpc.proto.ModelInferRequest;
import dev.serval.server.grpc.proto.ModelInferResponse;
import io.grpc.ManagedChannel;
import io.grpc.netty.NettyChannelBuilder;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

@QuarkusTest
class SentimentModelTest {
    @TestHTTPResource("/")
    URI server;

    @Test
    void answersV1() {
        given().urlEncodingEnabled(false)
                .body("{\"instances\":[\"What a lovely day\",\"awful\"]}")
                .post("/v1/models/sentiment:predict")
                .then()
                .statusCode(200)
                .body("predictions.label", contains("kind", "unkind"))
                .body("predictions.score", contains(0.5f, -2.0f));
    }

    @Test
    void answersV2() {
        given().body(
                        """
                        {"inputs":[{"name":"text","shape":[1],"datatype":"BYTES","data":["good"]}]}""")
                .post("/v2/models/sentiment/infer")
                .then()
                .statusCode(200)
                .body("outputs.find { it.name == 'label' }.data", contains("kind"));
    }

    @Test
    void answersBinaryTensors() {
        String head =
                """
                {"inputs":[{"name":"text","shape":[1],"datatype":"BYTES",\
                "parameters":{"binary_data_size":7}}]}""";
        given().header("Inference-Header-Content-Length", head.length())
                .body((head + "\u0003\0\0\0bad").getBytes(StandardCharsets.US_ASCII))
                .post("/v2/models/sentiment/infer")
                .then()
                .statusCode(200)
                .body("outputs.find { it.name == 'label' }.data", contains("unkind"));
    }

    @Test
    void answersGrpc() {
        ManagedChannel channel =
                NettyChannelBuilder.forAddress("localhost", server.getPort())
                        .usePlaintext()
                        .build();
        try {
            ModelInferRequest.Builder request =
                    ModelInferRequest.newBuilder().setModelName("sentiment");
            request.addInputsBuilder()
                    .setName("text")
                    .setDatatype("BYTES")
                    .addShape(1)
                    .getContentsBuilder()
                    .addBytesContents(ByteString.copyFromUtf8("a great day"));
            ModelInferResponse answer =
                    GRPCInferenceServiceGrpc.newBlockingStub(channel).modelInfer(request.build());
            assertEquals(
                    "kind",
                    answer.getOutputs(1).getContents().getBytesContents(0).toStringUtf8());
        } finally {
            channel.shutdownNow();
        }
    }

    @Test
    void describesItselfAndRefusesWhatItDoesNotTake() {
        get("/v2/models/sentiment").then().body("inputs[0].datatype", equalTo("BYTES"));
        given().body(
                        """
                        {"inputs":[{"name":"text","shape":[1],"datatype":"FP32","data":[1]}]}""")
                .post("/v2/models/sentiment/infer")
                .then()
                .statusCode(400)
                .body("error", containsString("expected BYTES"));
    }
}
