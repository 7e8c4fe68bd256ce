package dev.serval.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serval.server.grpc.proto.GRPCInferenceServiceGrpc;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// SIGTERM: what was accepted is answered, what comes later is refused cleanly, and the process
/// ends with code 0.
class ShutdownIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final long SOME_SECONDS = 1_500_000;

    @TempDir Path repository;

    /// @param settled whether the connections had calls before: gRPC's later ones go another way
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void callsThatAreBeingComputedAreAnsweredAndLaterOnesAreRefused(boolean settled)
            throws Exception {
        new ModelFolders(repository).with("loop/1", "loop");
        try (Predictor predictor = Predictor.ofRepository(repository);
                HttpClient client = HttpClient.newHttpClient();
                ExecutorService callers = Executors.newCachedThreadPool()) {
            List<Future<List<WireTensor>>> calls = new ArrayList<>();
            List<Wire> wires = Wire.all(predictor);
            if (settled) {
                for (Wire wire : wires) {
                    assertThat(wire.infer("loop", "short", Loops.of(1)))
                            .containsExactly(Loops.result(1));
                }
            }
            for (Wire wire : wires) {
                calls.add(
                        callers.submit(() -> {
                            try (wire) {
                                return wire.infer("loop", "long", Loops.of(SOME_SECONDS));
                            }
                        }));
            }
            Awaitility.await()
                    .atMost(PATIENCE)
                    .until(() -> predictor.callsInside() == calls.size());
            predictor.process().destroy();
            refusesFromNowOn(client, predictor);
            for (Future<List<WireTensor>> call : calls) {
                assertThat(call.get()).containsExactly(Loops.result(SOME_SECONDS));
            }
            assertThat(predictor.awaitExit()).isZero();
        }
    }

    /// Of calls on a lane Quarkus knows nothing, and would not wait for them.
    @Test
    void aCallOverGrpcIsAnsweredWhereNoOtherIsInFlight() throws Exception {
        new ModelFolders(repository).with("loop/1", "loop");
        try (Predictor predictor = Predictor.ofRepository(repository);
                Wire wire = GrpcWire.raw(predictor);
                ExecutorService callers = Executors.newCachedThreadPool()) {
            assertThat(wire.infer("loop", "short", Loops.of(1))).containsExactly(Loops.result(1));
            Future<List<WireTensor>> call =
                    callers.submit(() -> wire.infer("loop", "long", Loops.of(SOME_SECONDS)));
            Awaitility.await().atMost(PATIENCE).until(() -> predictor.callsInside() == 1);
            predictor.process().destroy();
            assertThat(call.get()).containsExactly(Loops.result(SOME_SECONDS));
            assertThat(predictor.awaitExit()).isZero();
        }
    }

    /// The port answers "not ready" and 503 while the accepted calls are finished.
    private static void refusesFromNowOn(HttpClient client, Predictor predictor) {
        Awaitility.await()
                .atMost(PATIENCE)
                .until(() -> predictor.get("/v2/health/ready").statusCode() == 503);
        Awaitility.await()
                .atMost(PATIENCE)
                .untilAsserted(() -> {
                    HttpResponse<String> refusal =
                            client.send(
                                    HttpRequest.newBuilder(predictor.uri("/v2/models/loop/infer"))
                                            .version(HttpClient.Version.HTTP_1_1)
                                            .POST(
                                                    HttpRequest.BodyPublishers.ofString(
                                                            JsonWire.body("late", Loops.of(1))))
                                            .build(),
                                    HttpResponse.BodyHandlers.ofString());
                    assertThat(refusal.statusCode()).isEqualTo(503);
                    assertThat(refusal.body())
                            .isEqualTo("{\"error\":\"the server is shutting down\"}");
                    assertThat(refusal.headers().firstValue("connection")).hasValue("close");
                });
    }

    @Test
    void underLoadEveryAnswerIsRightOrACleanRefusal() throws Exception {
        try (Predictor predictor = Predictor.ofIris();
                ExecutorService clients = Executors.newFixedThreadPool(4)) {
            Load load = new Load(predictor);
            List<Future<?>> loads =
                    List.of(
                            clients.submit(() -> load.overHttp(HttpClient.Version.HTTP_1_1)),
                            clients.submit(() -> load.overHttp(HttpClient.Version.HTTP_1_1)),
                            clients.submit(() -> load.overHttp(HttpClient.Version.HTTP_2)),
                            clients.submit(() -> load.overGrpc()));
            Awaitility.await().atMost(PATIENCE).until(() -> load.answered.get() > 400);
            load.stopping.set(true);
            predictor.process().destroy();
            assertThat(predictor.awaitExit()).isZero();
            for (Future<?> each : loads) {
                each.get();
            }
        }
    }

    /// Callers that go on until they are refused.
    private static final class Load {
        private static final List<WireTensor> FLOWER =
                List.of(WireTensor.floats("input", List.of(1L, 4L), 5.1f, 3.5f, 1.4f, 0.2f));

        private final Predictor predictor;
        private final AtomicInteger answered = new AtomicInteger();
        private final AtomicBoolean stopping = new AtomicBoolean();

        Load(Predictor predictor) {
            this.predictor = predictor;
        }

        /// Every request is answered, 200 or 503, until connections are closed or refused, and that
        /// only once the server was told to stop.
        private Void overHttp(HttpClient.Version version) throws InterruptedException {
            HttpRequest request =
                    HttpRequest.newBuilder(predictor.uri("/v2/models/iris/infer"))
                            .POST(
                                    HttpRequest.BodyPublishers.ofString(
                                            JsonWire.body("load", FLOWER)))
                            .build();
            try (HttpClient client = HttpClient.newBuilder().version(version).build()) {
                int status = 200;
                while (status == 200) {
                    status =
                            client.send(request, HttpResponse.BodyHandlers.ofString()).statusCode();
                    answered.incrementAndGet();
                }
                assertThat(status).isEqualTo(503);
                assertThat(stopping).isTrue();
            } catch (IOException closed) {
                assertThat(stopping).as("the connection failed: " + closed).isTrue();
            }
            return null;
        }

        private Void overGrpc() {
            ManagedChannel channel = predictor.channel();
            var stub = GRPCInferenceServiceGrpc.newBlockingStub(channel);
            var request = GrpcWire.typedRequest("iris", "load", FLOWER);
            try {
                while (true) {
                    assertThat(stub.modelInfer(request).getId()).isEqualTo("load");
                    answered.incrementAndGet();
                }
            } catch (StatusRuntimeException refused) {
                assertThat(stopping).as("the call failed: " + refused).isTrue();
                assertThat(refused.getStatus().getCode()).isEqualTo(Status.Code.UNAVAILABLE);
            } finally {
                channel.shutdownNow();
            }
            return null;
        }
    }
}
