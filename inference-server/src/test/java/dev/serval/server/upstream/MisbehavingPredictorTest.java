package dev.serval.server.upstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.serval.inference.failure.PredictorFailure;
import dev.serval.inference.model.ModelName;
import dev.serval.inference.request.CallContext;
import dev.serval.inference.request.Deadline;
import dev.serval.inference.request.InferRequest;
import dev.serval.inference.request.InferResponse;
import dev.serval.inference.tensor.PooledTensorAllocator;
import dev.serval.inference.tensor.Shape;
import dev.serval.inference.tensor.Tensor;
import dev.serval.inference.tensor.TensorAllocator;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class MisbehavingPredictorTest {
    private static final ModelName IRIS = new ModelName("iris");
    private static Vertx vertx;

    private final TensorAllocator allocator = new PooledTensorAllocator(1 << 20);
    private @Nullable HttpServer server;
    private @Nullable UpstreamPredictor predictor;

    @BeforeAll
    static void begin() {
        vertx = Vertx.vertx();
    }

    @AfterAll
    static void end() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @AfterEach
    void leavesNothingBehind() {
        if (predictor != null) {
            predictor.close();
        }
        if (server != null) {
            server.close().toCompletionStage().toCompletableFuture().join();
        }
        await().untilAsserted(() -> assertThat(allocator.bytesOnLoan()).isZero());
    }

    private void serve(java.util.function.Consumer<HttpServerRequest> script) {
        serve(0, script);
    }

    private void serve(int port, java.util.function.Consumer<HttpServerRequest> script) {
        server =
                vertx.createHttpServer()
                        .requestHandler(
                                request -> request.body().onComplete(_ -> script.accept(request)))
                        .listen(port, "127.0.0.1")
                        .toCompletionStage()
                        .toCompletableFuture()
                        .join();
    }

    private UpstreamPredictor connect(PredictorProtocol protocol) {
        if (server == null) {
            throw new IllegalStateException("serve first");
        }
        return connect(UpstreamSettings.of(address(server.actualPort()), protocol));
    }

    private UpstreamPredictor connect(UpstreamSettings settings) {
        UpstreamPredictor connected = new UpstreamPredictor(vertx, settings);
        predictor = connected;
        return connected;
    }

    private static PredictorAddress address(int port) {
        return new PredictorAddress("127.0.0.1", port, false);
    }

    private void infer(UpstreamPredictor upstream, CallContext call) {
        Tensor row = Tensor.ofFloats("x", Shape.of(1, 2), new float[] {1, 2}, allocator);
        try (InferRequest request = InferRequest.of(List.of(row));
                InferResponse response = upstream.infer(IRIS, request, List.of(), call)) {
            assertThat(response.outputs()).isNotEmpty();
        }
    }

    private CallContext call(Map<String, String> headers) {
        return new CallContext(
                Deadline.after(Duration.ofSeconds(10)),
                allocator,
                name -> Optional.ofNullable(headers.get(name)));
    }

    private CallContext call() {
        return call(Map.of());
    }

    private PredictorFailure refusal(UpstreamPredictor upstream) {
        AtomicReference<PredictorFailure> told = new AtomicReference<>();
        assertThatThrownBy(() -> infer(upstream, call()))
                .isInstanceOfSatisfying(PredictorFailure.class, told::set);
        return told.get();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    400 | {"error": "input 'x' is odd"}    | input 'x' is odd
                    422 | {"detail": "no such field"}      | no such field
                    429 | slow down                        | slow down
                    500 | [1, 2]                           | [1, 2]
                    503 | ''                               | the predictor answered 503 without a word
                    """)
    void aRefusalOfAnyFormKeepsItsStatusAndText(int status, String body, String text) {
        serve(request ->
                request.response().setStatusCode(status).putHeader("retry-after", "7").end(body));
        PredictorFailure refusal = refusal(connect(PredictorProtocol.V2));
        assertThat(refusal.status()).isEqualTo(status);
        assertThat(refusal).hasMessage(text);
        assertThat(refusal.retryAfter()).contains(Duration.ofSeconds(7));
    }

    @ParameterizedTest
    @EnumSource(PredictorProtocol.class)
    void anAnswerThatIsNoneIsABadGatewayAndSaysWhy(PredictorProtocol protocol) {
        serve(request -> request.response().end("<html>"));
        PredictorFailure refusal = refusal(connect(protocol));
        assertThat(refusal.status()).isEqualTo(502);
        assertThat(refusal).hasMessageStartingWith("the predictor's answer cannot be read: ");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    {"outputs":[{"name":"y","shape":[2],"datatype":"FP32","data":[1]}]} | data' has 1 elements, expected 2
                    {"model_name":"iris"}                                               | outputs' is missing
                    {"outputs":[{"name":"y","shape":[1],"datatype":"FP99","data":[1]}]} | datatype 'FP99' is unknown
                    {"outputs":[                                                        | malformed JSON at line 1
                    """)
    void aMalformedV2AnswerSaysWhatIsWrong(String body, String complaint) {
        serve(request -> request.response().end(body));
        assertThat(refusal(connect(PredictorProtocol.V2))).hasMessageContaining(complaint);
    }

    @Test
    void anAnswerThatClaimsMoreBinaryThanItHasIsRefused() {
        String head =
                """
                {"outputs":[{"name":"y","shape":[4],"datatype":"FP32","parameters":{"binary_data_size":16}}]}\
                """;
        serve(request ->
                request.response()
                        .putHeader(
                                "inference-header-content-length", Integer.toString(head.length()))
                        .end(Buffer.buffer(head).appendBytes(new byte[8])));
        assertThat(refusal(connect(PredictorProtocol.V2)))
                .hasMessageContaining("binary_data_size is 16, expected 0 to 8");
    }

    @Test
    void anAnswerBeyondTheLimitIsNotTakenIn() {
        serve(request -> request.response().end(Buffer.buffer(new byte[100_000])));
        if (server == null) {
            throw new IllegalStateException("not served");
        }
        UpstreamSettings usual =
                UpstreamSettings.of(address(server.actualPort()), PredictorProtocol.V2);
        UpstreamPredictor upstream =
                connect(
                        new UpstreamSettings(
                                usual.address(),
                                usual.protocol(),
                                true,
                                false,
                                1,
                                0,
                                List.of(),
                                50_000,
                                null));
        assertThat(refusal(upstream))
                .hasMessageContaining("more than 50000 bytes (serval.predictor.max-answer)");
    }

    @Test
    void aConnectionThatIsLostIsABadGatewayAndIsNotTriedAgain() {
        int[] requests = new int[1];
        serve(request -> {
            requests[0]++;
            request.response().setChunked(true).write("{");
            request.connection().close();
        });
        PredictorFailure refusal = refusal(connect(PredictorProtocol.V2));
        assertThat(refusal.status()).isEqualTo(502);
        assertThat(refusal).hasMessageContaining("went away before it had answered");
        assertThat(requests[0]).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource(PredictorProtocol.class)
    void aPredictorThatIsDownIsUnavailableWithItsAddressAndTheCause(PredictorProtocol protocol)
            throws IOException {
        int port = freePort();
        PredictorFailure refusal = refusal(connect(UpstreamSettings.of(address(port), protocol)));
        assertThat(refusal.status()).isEqualTo(503);
        assertThat(refusal)
                .hasMessageContaining(
                        "the predictor at 127.0.0.1:%d cannot be reached".formatted(port))
                .hasMessageContaining("refused");
    }

    @Test
    void aCallOfWhichNothingWasSentIsTriedAgain() throws Exception {
        int port = freePort();
        UpstreamSettings usual = UpstreamSettings.of(address(port), PredictorProtocol.V1);
        UpstreamPredictor upstream =
                connect(
                        new UpstreamSettings(
                                usual.address(),
                                usual.protocol(),
                                true,
                                false,
                                1,
                                8,
                                List.of(),
                                1000,
                                null));
        CompletableFuture<Void> answered =
                CompletableFuture.runAsync(() -> infer(upstream, call()));
        await().pollDelay(Duration.ofMillis(50)).until(() -> true);
        serve(port, request -> request.response().end("{\"predictions\":[1]}"));
        answered.get(10, TimeUnit.SECONDS);
    }

    @Test
    void theHeadersThatBelongToTheCallArePassedOnAndNoOthers() {
        AtomicReference<Map<String, String>> seen = new AtomicReference<>();
        serve(request -> {
            Map<String, String> headers = new java.util.TreeMap<>();
            request.headers().forEach(header -> headers.put(header.getKey(), header.getValue()));
            seen.set(headers);
            request.response().end("{\"predictions\":[1]}");
        });
        infer(
                connect(PredictorProtocol.V1),
                call(
                        Map.of(
                                "traceparent", "00-1-2-01",
                                "x-request-id", "r-1",
                                "authorization", "Bearer t",
                                "cookie", "secret")));
        assertThat(seen.get())
                .containsEntry("traceparent", "00-1-2-01")
                .containsEntry("x-request-id", "r-1")
                .containsEntry("authorization", "Bearer t")
                .doesNotContainKey("cookie");
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
