package dev.serval.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serval.server.grpc.proto.GRPCInferenceServiceGrpc;
import dev.serval.server.grpc.proto.ServerLiveRequest;
import grpc.health.v1.HealthGrpc;
import grpc.health.v1.HealthOuterClass.HealthCheckRequest;
import grpc.health.v1.HealthOuterClass.HealthCheckResponse.ServingStatus;
import io.grpc.ManagedChannel;
import io.grpc.netty.NettyChannelBuilder;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/// Every protocol on one port, and the same on `--grpc_port`.
class OnePortIT {
    private static final String INFER = "/v2/models/iris/infer";
    private static final List<WireTensor> FLOWER =
            List.of(WireTensor.floats("input", List.of(1L, 4L), 5.1f, 3.5f, 1.4f, 0.2f));

    private static Predictor predictor;
    private static int secondPort;

    @BeforeAll
    static void start() throws Exception {
        secondPort = Predictor.freePort();
        int port = Predictor.freePort();
        predictor =
                Predictor.start(
                        port,
                        Map.of("PORT", Integer.toString(port)),
                        "--model_dir=" + Checkout.irisDirectory(),
                        "--model_name=iris",
                        "--grpc_port=" + secondPort);
        predictor.awaitReady();
    }

    @AfterAll
    static void stop() throws Exception {
        predictor.close();
    }

    static List<Integer> ports() {
        return List.of(predictor.port(), secondPort);
    }

    /// The JDK's client asks for HTTP/2 by an upgrade.
    @ParameterizedTest
    @EnumSource
    void restIsAnsweredOverHttp1AndByUpgradeOverHttp2(HttpClient.Version version) throws Exception {
        try (HttpClient client = HttpClient.newBuilder().version(version).build()) {
            for (int port : ports()) {
                var answer =
                        client.send(
                                HttpRequest.newBuilder(
                                                predictor
                                                        .uri(INFER)
                                                        .resolve(
                                                                "http://localhost:" + port + INFER))
                                        .POST(
                                                HttpRequest.BodyPublishers.ofString(
                                                        JsonWire.body("one", FLOWER)))
                                        .build(),
                                HttpResponse.BodyHandlers.ofString());
                assertThat(answer.statusCode()).isEqualTo(200);
                assertThat(answer.version()).isEqualTo(version);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("ports")
    void restIsAnsweredOverHttp2ByPriorKnowledge(int port) throws Exception {
        Vertx vertx = Vertx.vertx();
        try {
            var options =
                    new HttpClientOptions()
                            .setProtocolVersion(HttpVersion.HTTP_2)
                            .setHttp2ClearTextUpgrade(false);
            var answer =
                    vertx.createHttpClient(options)
                            .request(HttpMethod.POST, port, "localhost", INFER)
                            .compose(request ->
                                    request.send(Buffer.buffer(JsonWire.body("two", FLOWER))))
                            .toCompletionStage()
                            .toCompletableFuture()
                            .get(30, TimeUnit.SECONDS);
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.version()).isEqualTo(HttpVersion.HTTP_2);
        } finally {
            vertx.close().toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
        }
    }

    @ParameterizedTest
    @MethodSource("ports")
    void grpcIsAnsweredWithItsHealth(int port) {
        ManagedChannel channel =
                NettyChannelBuilder.forAddress("localhost", port).usePlaintext().build();
        try {
            var stub = GRPCInferenceServiceGrpc.newBlockingStub(channel);
            assertThat(stub.serverLive(ServerLiveRequest.getDefaultInstance()).getLive()).isTrue();
            assertThat(
                            stub.modelInfer(GrpcWire.typedRequest("iris", "three", FLOWER))
                                    .getOutputs(0)
                                    .getContents()
                                    .getInt64ContentsList())
                    .containsExactly(0L);
            for (String service : List.of("", "inference.GRPCInferenceService")) {
                var request = HealthCheckRequest.newBuilder().setService(service).build();
                Awaitility.await("gRPC's health follows")
                        .atMost(Duration.ofSeconds(1))
                        .untilAsserted(() ->
                                assertThat(
                                                HealthGrpc.newBlockingStub(channel)
                                                        .check(request)
                                                        .getStatus())
                                        .isEqualTo(ServingStatus.SERVING));
            }
        } finally {
            channel.shutdownNow();
        }
    }

    @Test
    void aClientThatKnowsNoProtoFileInfersByReflection() throws Exception {
        ManagedChannel channel = predictor.channel();
        try {
            ReflectedService service =
                    ReflectedService.of(channel, "inference.GRPCInferenceService");
            assertThat(ReflectedService.names(channel))
                    .contains("inference.GRPCInferenceService", "grpc.health.v1.Health");
            assertThat(
                            service.call(
                                    "ModelInfer",
                                    """
                                    {"modelName":"iris","id":"four","inputs":[{"name":"input",
                                     "datatype":"FP32","shape":[1,4],
                                     "contents":{"fp32Contents":[6.7,3.0,5.2,2.3]}}]}
                                    """))
                    .contains("\"id\":\"four\"", "\"int64Contents\":[\"2\"]");
        } finally {
            channel.shutdownNow();
        }
    }
}
