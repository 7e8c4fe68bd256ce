package dev.serval.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.serval.server.grpc.proto.GRPCInferenceServiceGrpc;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Callers that go away free what their calls hold, and a computation nobody waits for ends.
class AbandonedCallsIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String BODY = JsonWire.body("endless", Loops.of(Loops.NEVER_ENDING));

    private static final List<WireTensor> NUMBERS =
            List.of(WireTensor.floats("x", List.of(1L, 2L), 1f, 2f));

    @TempDir static Path repository;

    private static Predictor predictor;

    @BeforeAll
    static void start() throws Exception {
        new ModelFolders(repository).with("loop/1", "loop").with("numbers/1", "identity_FP32");
        predictor = Predictor.ofRepository(repository);
    }

    @AfterAll
    static void stop() throws Exception {
        predictor.close();
    }

    @AfterEach
    void leavesNothingBehindAndServesOn() throws Exception {
        predictor.awaitIdle();
        try (Wire wire = new JsonWire(predictor)) {
            assertThat(wire.infer("loop", "after", Loops.of(3))).containsExactly(Loops.result(3));
        }
    }

    @Test
    void aClosedConnectionEndsItsComputation() throws Exception {
        try (Socket socket = post(BODY, BODY.length())) {
            awaitInside(1);
        }
    }

    /// A model whose calls are quick is computed on event loops. A call of it that is not must not
    /// hold one up.
    @Test
    void anEndlessCallOfAModelThatWasQuickHoldsUpNobodyAndEndsWithItsCaller() throws Exception {
        try (Wire wire = GrpcWire.raw(predictor)) {
            for (int i = 0; i < 200; i++) {
                assertThat(wire.infer("loop", "quick", Loops.of(1)))
                        .containsExactly(Loops.result(1));
            }
            try (Socket socket = post(BODY, BODY.length())) {
                awaitInside(1);
                assertThat(wire.infer("numbers", "other", NUMBERS)).hasSize(1);
                assertThat(wire.infer("loop", "again", Loops.of(2)))
                        .containsExactly(Loops.result(2));
            }
        }
    }

    @Test
    void callsThatWaitInTheQueueLeaveItWithTheirCallers() throws Exception {
        List<Socket> sockets = new ArrayList<>();
        int calls = Runtime.getRuntime().availableProcessors() + 8;
        for (int i = 0; i < calls; i++) {
            sockets.add(post(BODY, BODY.length()));
        }
        awaitInside(calls);
        assertThat(predictor.gauge("serval_pending_requests")).isPositive();
        assertThat(predictor.get("/v2/health/ready").statusCode()).isEqualTo(200);
        assertThat(predictor.get("/q/health/live").statusCode()).isEqualTo(200);
        for (Socket socket : sockets) {
            socket.close();
        }
    }

    @Test
    void aStreamOfHttp2ThatIsResetEndsItsComputation() throws Exception {
        HttpClient client = HttpClient.newHttpClient();
        HttpRequest request =
                HttpRequest.newBuilder(predictor.uri("/v2/models/loop/infer"))
                        .POST(HttpRequest.BodyPublishers.ofString(BODY))
                        .build();
        // A first request, so that the connection has been upgraded when the second is sent.
        client.send(
                HttpRequest.newBuilder(predictor.uri("/v2")).build(),
                HttpResponse.BodyHandlers.discarding());
        var call = client.sendAsync(request, HttpResponse.BodyHandlers.ofString());
        awaitInside(1);
        call.cancel(true);
        predictor.awaitIdle();
        client.shutdownNow();
    }

    @Test
    void aCancelledGrpcCallEndsItsComputation() throws Exception {
        ManagedChannel channel = predictor.channel();
        var call =
                GRPCInferenceServiceGrpc.newFutureStub(channel)
                        .modelInfer(
                                GrpcWire.typedRequest(
                                        "loop", "endless", Loops.of(Loops.NEVER_ENDING)));
        awaitInside(1);
        call.cancel(true);
        predictor.awaitIdle();
        channel.shutdownNow();
    }

    @Test
    void aGrpcDeadlineEndsTheComputation() {
        ManagedChannel channel = predictor.channel();
        assertThatThrownBy(() ->
                        GRPCInferenceServiceGrpc.newBlockingStub(channel)
                                .withDeadlineAfter(500, TimeUnit.MILLISECONDS)
                                .modelInfer(
                                        GrpcWire.typedRequest(
                                                "loop", "endless", Loops.of(Loops.NEVER_ENDING))))
                .isInstanceOfSatisfying(
                        StatusRuntimeException.class,
                        late ->
                                assertThat(late.getStatus().getCode())
                                        .isEqualTo(Status.Code.DEADLINE_EXCEEDED));
        channel.shutdownNow();
    }

    @Test
    void aBodyThatIsNeverFinishedHoldsNothingOnceItsSenderIsGone() throws Exception {
        try (Socket socket = post("{\"inputs\":" + " ".repeat(60_000), 120_000)) {
            assertThat(predictor.get("/v2/health/live").statusCode()).isEqualTo(200);
        }
    }

    private static void awaitInside(int calls) {
        Awaitility.await().atMost(PATIENCE).until(() -> predictor.callsInside() == calls);
    }

    /// Sends a request whose answer is never read.
    private static Socket post(String body, int length) throws IOException {
        String head =
                """
                POST /v2/models/loop/infer HTTP/1.1\r
                Host: localhost\r
                Content-Length: %d\r
                \r
                """
                        .formatted(length);
        Socket socket = new Socket("localhost", predictor.port());
        socket.getOutputStream().write((head + body).getBytes(StandardCharsets.US_ASCII));
        socket.getOutputStream().flush();
        return socket;
    }
}
