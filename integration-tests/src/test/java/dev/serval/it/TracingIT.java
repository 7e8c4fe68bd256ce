package dev.serval.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serval.server.grpc.proto.GRPCInferenceServiceGrpc;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.stub.MetadataUtils;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Spans of calls arrive at an OpenTelemetry collector, under the caller's span.
class TracingIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String PARENT = "00f067aa0ba902b7";
    private static final List<WireTensor> FLOWER =
            List.of(WireTensor.floats("input", List.of(1L, 4L), 5.1f, 3.5f, 1.4f, 0.2f));

    private static TraceCollector collector;
    private static Predictor predictor;

    @BeforeAll
    static void start() throws Exception {
        collector = new TraceCollector();
        predictor =
                Predictor.start(
                        Predictor.freePort(),
                        Map.of(
                                "OTEL_EXPORTER_OTLP_ENDPOINT",
                                collector.endpoint(),
                                "QUARKUS_OTEL_BSP_SCHEDULE_DELAY",
                                "PT0.2S"),
                        "--model_dir=" + Checkout.irisDirectory(),
                        "--model_name=iris");
        predictor.awaitReady();
    }

    @AfterAll
    static void stop() throws Exception {
        predictor.close();
        collector.close();
    }

    @Test
    void restCallsHaveASpanUnderTheCallers() throws Exception {
        String v2 = "4bf92f3577b34da6a3ce929d0e0e4701";
        String v1 = "4bf92f3577b34da6a3ce929d0e0e4702";
        post("/v2/models/iris/infer", v2, JsonWire.body("one", FLOWER));
        post("/v1/models/iris:predict", v1, "{\"instances\":[[5.1,3.5,1.4,0.2]]}");

        TraceCollector.Span infer = awaitSpan(v2);
        assertThat(infer.name()).isEqualTo("POST /v2/models/{model}/infer");
        assertThat(infer.isServer()).isTrue();
        assertThat(infer.parent()).isEqualTo(PARENT);
        assertThat(infer.attributes())
                .containsEntry("http.route", "/v2/models/{model}/infer")
                .containsEntry("http.response.status_code", "200");
        assertThat(awaitSpan(v1).name()).isEqualTo("POST /v1/models/{model}:predict");
    }

    @Test
    void aRefusedCallSaysSo() throws Exception {
        String trace = "4bf92f3577b34da6a3ce929d0e0e4703";
        post("/v2/models/none/infer", trace, "{}");
        assertThat(awaitSpan(trace).attributes()).containsEntry("http.response.status_code", "404");
    }

    @Test
    void grpcCallsHaveASpanUnderTheCallers() {
        String trace = "4bf92f3577b34da6a3ce929d0e0e4704";
        Metadata headers = new Metadata();
        headers.put(
                Metadata.Key.of("traceparent", Metadata.ASCII_STRING_MARSHALLER),
                traceparent(trace));
        ManagedChannel channel = predictor.channel();
        try {
            GRPCInferenceServiceGrpc.newBlockingStub(channel)
                    .withInterceptors(MetadataUtils.newAttachHeadersInterceptor(headers))
                    .modelInfer(GrpcWire.typedRequest("iris", "two", FLOWER));
        } finally {
            channel.shutdownNow();
        }
        TraceCollector.Span span = awaitSpan(trace);
        assertThat(span.name()).isEqualTo("inference.GRPCInferenceService/ModelInfer");
        assertThat(span.isServer()).isTrue();
        assertThat(span.parent()).isEqualTo(PARENT);
        assertThat(span.attributes())
                .containsEntry("rpc.system", "grpc")
                .containsEntry("rpc.method", "ModelInfer")
                .containsEntry("rpc.grpc.status_code", "0");
    }

    private static TraceCollector.Span awaitSpan(String trace) {
        return Awaitility.await()
                .atMost(PATIENCE)
                .until(
                        () ->
                                collector.spans().stream()
                                        .filter(span -> span.trace().equals(trace))
                                        .toList(),
                        found -> !found.isEmpty())
                .getFirst();
    }

    private static void post(String path, String trace, String body) throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            client.send(
                    HttpRequest.newBuilder(predictor.uri(path))
                            .header("traceparent", traceparent(trace))
                            .POST(HttpRequest.BodyPublishers.ofString(body))
                            .build(),
                    HttpResponse.BodyHandlers.discarding());
        }
    }

    private static String traceparent(String trace) {
        return "00-%s-%s-01".formatted(trace, PARENT);
    }
}
