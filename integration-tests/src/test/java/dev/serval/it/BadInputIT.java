package dev.serval.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import dev.serval.server.grpc.proto.GRPCInferenceServiceGrpc;
import dev.serval.server.grpc.proto.ModelInferRequest;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What other servers die of, wrap around or answer with 500: here it is refused, naming what was
/// found and what was expected, and the next call is answered.
class BadInputIT {
    private static final String FLOWER =
            """
            {"inputs":[{"name":"input","shape":[1,4],"datatype":"FP32","data":[5.1,3.5,1.4,0.2]}]}\
            """;
    private static final String INTEGERS =
            """
            {"inputs":[{"name":"x","shape":[1,2],"datatype":"INT32","data":[1,%s]}]}\
            """;

    @TempDir static Path repository;

    private static Predictor predictor;

    @BeforeAll
    static void start() throws Exception {
        new ModelFolders(repository).with("iris/1", "iris_lr").with("integers/1", "identity_INT32");
        predictor = Predictor.ofRepository(repository);
    }

    @AfterAll
    static void stop() throws Exception {
        predictor.close();
    }

    @AfterEach
    void holdsNothingAndServesOn() throws Exception {
        predictor.awaitIdle();
        assertThat(predictor.post("/v2/models/iris/infer", FLOWER).statusCode()).isEqualTo(200);
    }

    /// A request, and what its refusal says.
    private record Refusal(String path, String body, int status, List<String> words) {
        static Refusal of(String model, String body, String... words) {
            return new Refusal("/v2/models/" + model + "/infer", body, 400, List.of(words));
        }

        @Override
        public String toString() {
            return path + " " + (body.length() < 120 ? body : body.substring(0, 40) + "…");
        }
    }

    static List<Refusal> malformed() {
        return List.of(
                Refusal.of("iris", "[".repeat(200_000), "expected an object"),
                Refusal.of("iris", "{\"a\":".repeat(200_000), "line 1"),
                Refusal.of("iris", "{\"inputs\":\n [nonsense]}", "line 2, column"),
                Refusal.of("iris", FLOWER.substring(0, 60), "line 1"),
                Refusal.of("iris", "", "expected"),
                new Refusal("/v1/models/iris:predict", "[".repeat(200_000), 400, List.of("object")),
                new Refusal(
                        "/v1/models/iris:predict",
                        "{\"instances\":[[1,2,3,4],[1,2,3]]}",
                        400,
                        List.of("3", "4")),
                new Refusal("/v2/models/nope/infer", FLOWER, 404, List.of("nope")),
                new Refusal("/v2/models/iris/versions/9/infer", FLOWER, 404, List.of("iris", "9")),
                new Refusal("/v1/models/nope:predict", "{}", 404, List.of("nope")));
    }

    static List<Refusal> doesNotFit() {
        return List.of(
                Refusal.of("iris", FLOWER.replace("[1,4]", "[4294967296,4294967296]"), "63 bits"),
                Refusal.of("iris", FLOWER.replace("[1,4]", "[274877906944,4]"), "274877906944"),
                Refusal.of("iris", FLOWER.replace("[1,4]", "[-1,4]"), "-1", "0 or more"),
                Refusal.of("iris", FLOWER.replace("[1,4]", "[2,4]"), "8", "4"),
                Refusal.of("iris", FLOWER.replace("[1,4]", "[2,2]"), "[2,2]", "[-1,4]"),
                Refusal.of("iris", FLOWER.replace("3.5", "\"3.5\""), "input"),
                Refusal.of("iris", FLOWER.replace("FP32", "FP64"), "FP64", "FP32"),
                Refusal.of("iris", FLOWER.replace("FP32", "FP33"), "FP33"),
                Refusal.of("iris", FLOWER.replace("input\"", "inputt\""), "inputt", "'input'"),
                Refusal.of("iris", "{\"inputs\":[]}", "'input' is missing"),
                Refusal.of(
                        "iris",
                        FLOWER.replace(
                                "}]}",
                                "},{\"name\":\"more\",\"shape\":[1],\"datatype\":\"FP32\","
                                        + "\"data\":[1]}]}"),
                        "'more'",
                        "'input'"),
                Refusal.of(
                        "iris",
                        FLOWER.replace("}]}", "}],\"outputs\":[{\"name\":\"sum\"}]}"),
                        "'sum'",
                        "'label'"),
                Refusal.of("integers", INTEGERS.formatted("2147483648"), "2147483648", "INT32"),
                Refusal.of("integers", INTEGERS.formatted("1.5"), "1.5", "expected an integer"),
                Refusal.of(
                        "integers",
                        INTEGERS.formatted("\"1\""),
                        "element 1",
                        "expected an integer"));
    }

    @ParameterizedTest
    @MethodSource({"malformed", "doesNotFit"})
    void isRefusedByName(Refusal expected) throws Exception {
        HttpResponse<String> answer = predictor.post(expected.path(), expected.body());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(expected.status());
        assertThat(answer.body()).startsWith("{\"error\":\"").contains(expected.words());
        assertThat(answer.body().length()).isLessThan(500);
    }

    @Test
    void lengthsOfBinaryTensorsThatDoNotAddUpAreNamed() throws Exception {
        String head =
                """
                {"inputs":[{"name":"input","shape":[1,4],"datatype":"FP32",\
                "parameters":{"binary_data_size":%d}}]}\
                """;
        String sixteen = head.formatted(16);
        String rest = "\0".repeat(16);
        refusesBinary(sixteen.length() + 900, sixteen + rest, Integer.toString(sixteen.length()));
        refusesBinary(-1, sixteen + rest, "-1");
        refusesBinary(sixteen.length(), sixteen + "\0".repeat(15), "15");
        refusesBinary(sixteen.length(), sixteen + "\0".repeat(17), "1 bytes are left");
        String twelve = head.formatted(12);
        refusesBinary(twelve.length(), twelve + "\0".repeat(12), "12", "16");
        String huge = head.formatted(Long.MAX_VALUE);
        refusesBinary(huge.length(), huge + rest, Long.toString(Long.MAX_VALUE));
    }

    private static void refusesBinary(int headLength, String body, String... words)
            throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpRequest request =
                    HttpRequest.newBuilder(predictor.uri("/v2/models/iris/infer"))
                            .header("inference-header-content-length", "" + headLength)
                            .POST(HttpRequest.BodyPublishers.ofString(body))
                            .build();
            HttpResponse<String> answer =
                    client.send(request, HttpResponse.BodyHandlers.ofString());
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
            assertThat(answer.body()).startsWith("{\"error\":\"").contains(words);
        }
    }

    @Test
    void overGrpcTheSameTextComesAsAStatus() {
        ManagedChannel channel = predictor.channel();
        var flower = WireTensor.floats("input", List.of(1L, 4L), 5.1f, 3.5f, 1.4f, 0.2f);
        ModelInferRequest good = GrpcWire.typedRequest("iris", "", List.of(flower));
        try {
            refuses(channel, good.toBuilder().setModelName("nope"), Status.Code.NOT_FOUND, "nope");
            refuses(
                    channel,
                    good.toBuilder().addRawInputContents(ByteString.copyFrom(new byte[16])),
                    Status.Code.INVALID_ARGUMENT,
                    "raw_input_contents");
            ModelInferRequest.Builder overflowing = good.toBuilder();
            overflowing.getInputsBuilder(0).setShape(0, 1L << 62).setShape(1, 1L << 62);
            refuses(channel, overflowing, Status.Code.INVALID_ARGUMENT, "63 bits");
            ModelInferRequest.Builder fewer = good.toBuilder();
            fewer.getInputsBuilder(0).setShape(0, 2);
            refuses(channel, fewer, Status.Code.INVALID_ARGUMENT, "8");
        } finally {
            channel.shutdownNow();
        }
    }

    private static void refuses(
            ManagedChannel channel,
            ModelInferRequest.Builder request,
            Status.Code code,
            String word) {
        assertThatThrownBy(() ->
                        GRPCInferenceServiceGrpc.newBlockingStub(channel)
                                .modelInfer(request.build()))
                .isInstanceOfSatisfying(
                        StatusRuntimeException.class,
                        refusal ->
                                assertThat(refusal.getStatus().getCode())
                                        .as(refusal.toString())
                                        .isEqualTo(code))
                .hasMessageContaining(word);
    }

    @Test
    void aContentTypeWithACharsetIsTakenByV1AndV2() throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            for (String call : List.of("/v1/models/iris:predict", "/v2/models/iris/infer")) {
                String body =
                        call.startsWith("/v1") ? "{\"instances\":[[5.1,3.5,1.4,0.2]]}" : FLOWER;
                HttpRequest request =
                        HttpRequest.newBuilder(predictor.uri(call))
                                .header("content-type", "application/json; charset=utf-8")
                                .POST(HttpRequest.BodyPublishers.ofString(body))
                                .build();
                assertThat(
                                client.send(request, HttpResponse.BodyHandlers.discarding())
                                        .statusCode())
                        .isEqualTo(200);
            }
        }
    }
}
