package dev.serval.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serval.server.grpc.proto.GRPCInferenceServiceGrpc;
import dev.serval.server.grpc.proto.ServerReadyRequest;
import grpc.health.v1.HealthGrpc;
import grpc.health.v1.HealthOuterClass.HealthCheckRequest;
import grpc.health.v1.HealthOuterClass.HealthCheckResponse.ServingStatus;
import io.grpc.ManagedChannel;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What callers are told between SIGTERM and the end of the last call: to go elsewhere.
class StoppingIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final long SOME_SECONDS = 2_000_000;

    @TempDir Path repository;

    @Test
    void readinessOverGrpcEndsAndConnectionsAreGivenUp() throws Exception {
        new ModelFolders(repository).with("loop/1", "loop");
        Vertx vertx = Vertx.vertx();
        AtomicInteger goneAway = new AtomicInteger();
        try (Predictor predictor = Predictor.ofRepository(repository);
                Wire wire = new JsonWire(predictor);
                ExecutorService caller = Executors.newSingleThreadExecutor()) {
            HttpClient http2 = http2(vertx, goneAway);
            assertThat(answer(http2, predictor, Loops.of(1)).statusCode()).isEqualTo(200);
            ManagedChannel channel = predictor.channel();
            assertThat(isReady(channel)).isTrue();
            assertThat(health(channel)).isEqualTo(ServingStatus.SERVING);
            var call = caller.submit(() -> wire.infer("loop", "long", Loops.of(SOME_SECONDS)));
            Awaitility.await().atMost(PATIENCE).until(() -> predictor.callsInside() == 1);

            predictor.process().destroy();
            Awaitility.await().atMost(PATIENCE).until(() -> !isReady(channel));
            assertThat(health(channel)).isEqualTo(ServingStatus.NOT_SERVING);
            assertThat(answer(http2, predictor, Loops.of(1)).statusCode()).isEqualTo(503);
            Awaitility.await().atMost(PATIENCE).until(() -> goneAway.get() == 1);
            assertThat(connectionHeader(vertx, predictor)).isEqualTo("close");

            assertThat(call.get()).containsExactly(Loops.result(SOME_SECONDS));
            channel.shutdownNow();
            assertThat(predictor.awaitExit()).isZero();
        } finally {
            await(vertx.close());
        }
    }

    private static boolean isReady(ManagedChannel channel) {
        return GRPCInferenceServiceGrpc.newBlockingStub(channel)
                .serverReady(ServerReadyRequest.getDefaultInstance())
                .getReady();
    }

    private static ServingStatus health(ManagedChannel channel) {
        return HealthGrpc.newBlockingStub(channel)
                .check(HealthCheckRequest.getDefaultInstance())
                .getStatus();
    }

    /// A client of one connection that counts how often it is told that this one ends.
    private static HttpClient http2(Vertx vertx, AtomicInteger goneAway) {
        return vertx.httpClientBuilder()
                .with(
                        new HttpClientOptions()
                                .setProtocolVersion(HttpVersion.HTTP_2)
                                .setHttp2ClearTextUpgrade(false))
                .withConnectHandler(
                        connection -> connection.goAwayHandler(_ -> goneAway.incrementAndGet()))
                .build();
    }

    private static HttpClientResponse answer(
            HttpClient client, Predictor predictor, List<WireTensor> inputs) throws Exception {
        return await(
                client.request(
                                HttpMethod.POST,
                                predictor.port(),
                                "localhost",
                                "/v2/models/loop/infer")
                        .compose(request ->
                                request.send(Buffer.buffer(JsonWire.body("short", inputs)))));
    }

    /// Over HTTP/1.1, of an endpoint that is answered to the end.
    private static @Nullable String connectionHeader(Vertx vertx, Predictor predictor)
            throws Exception {
        return await(
                        vertx.createHttpClient()
                                .request(
                                        HttpMethod.GET,
                                        predictor.port(),
                                        "localhost",
                                        "/v2/health/live")
                                .compose(request -> request.send()))
                .getHeader("connection");
    }

    private static <T> T await(Future<T> future) throws Exception {
        return future.toCompletionStage()
                .toCompletableFuture()
                .get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }
}
