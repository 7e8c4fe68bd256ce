package dev.serval.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;
import static org.awaitility.Awaitility.await;

import io.grpc.ManagedChannel;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// InferenceServices on a real cluster with Knative: what the operator that is installed there
/// makes of them.
@OnCluster
@Timeout(900)
class ClusterIT {
    private static final String INPUT = "{\"instances\": [[5.1, 3.5, 1.4, 0.2]]}";
    private static final Duration SOON = Duration.ofSeconds(90);

    private static Cluster cluster;

    @BeforeAll
    static void open(Cluster opened) {
        cluster = opened;
    }

    @Test
    void oneNameServesRestAndGrpc() throws Exception {
        cluster.serve("protocols", "iris.onnx", "{}");

        assertThat(predict("protocols").body()).contains("\"label\":0");
        assertThat(
                        cluster.post(
                                        "protocols",
                                        "/v2/models/protocols/infer",
                                        """
                                        {"inputs": [{"name": "input", "datatype": "FP32", "shape": [1, 4],
                                                     "data": [5.1, 3.5, 1.4, 0.2]}]}
                                        """)
                                .body())
                .contains("\"name\":\"label\"");
        ManagedChannel channel = cluster.channel("protocols");
        try (GrpcWire wire = GrpcWire.over(channel)) {
            assertThat(
                            wire.infer(
                                    "protocols",
                                    "one",
                                    List.of(
                                            WireTensor.floats(
                                                    "input",
                                                    List.of(1L, 4L),
                                                    5.1f,
                                                    3.5f,
                                                    1.4f,
                                                    0.2f))))
                    .extracting(WireTensor::name)
                    .contains("label");
        }
    }

    @Test
    void goesToZeroAndAnswersFromThere() throws Exception {
        cluster.serve(
                "sleeper",
                "iris.onnx",
                "{minReplicas: 0, annotations: {autoscaling.knative.dev/window: 6s}}");
        cluster.awaitNoPods("sleeper");

        long asked = System.nanoTime();
        HttpResponse<String> answer = predict("sleeper");

        long answeredAfter = Duration.ofNanos(System.nanoTime() - asked).toMillis();
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        System.err.printf(
                "answered from zero after %d ms, of which the predictor's own:%n%s%n",
                answeredAfter,
                cluster.get("sleeper", "/metrics")
                        .body()
                        .lines()
                        .filter(line -> line.startsWith("serval_cold_start_seconds"))
                        .collect(Collectors.joining("\n")));
    }

    @Test
    void aCanaryGetsItsShareAndIsTakenBackAndPromoted() throws Exception {
        cluster.serve("canary", "iris.onnx", "{}");
        String linear = predict("canary").body();

        cluster.apply(cluster.service("canary", "forest.onnx", "{canaryTrafficPercent: 10}"));
        awaitTraffic("canary", "10 90");
        cluster.awaitReady("canary");
        assertThat(shareOfOthers("canary", linear, 1000)).isEqualTo(0.10, offset(0.04));

        cluster.apply(cluster.service("canary", "forest.onnx", "{canaryTrafficPercent: 0}"));
        awaitTraffic("canary", "0 100");
        cluster.awaitReady("canary");
        assertThat(shareOfOthers("canary", linear, 200)).isZero();

        cluster.apply(cluster.service("canary", "forest.onnx", "{}"));
        awaitTraffic("canary", "100");
        cluster.awaitReady("canary");
        assertThat(shareOfOthers("canary", linear, 200)).isEqualTo(1);
    }

    @Test
    void aModelThatCannotBeLoadedIsToldWhileTheOldOneServes() throws Exception {
        cluster.serve("broken", "iris.onnx", "{}");

        cluster.apply(cluster.service("broken", "missing.onnx", "{}"));

        long applied = System.nanoTime();
        await().atMost(Cluster.PATIENCE)
                .pollInterval(Duration.ofMillis(200))
                .untilAsserted(() ->
                        assertThat(cluster.field("broken", "{.status.modelStatus}"))
                                .contains(
                                        "BlockedByFailedLoad",
                                        "\"activeModelState\":\"Loaded\"",
                                        "ModelLoadFailed",
                                        "missing.onnx",
                                        "404",
                                        "\"exitCode\":1")
                                .doesNotContain("Exception"));
        System.err.printf(
                "a model that cannot be loaded was told after %d ms%n",
                Duration.ofNanos(System.nanoTime() - applied).toMillis());
        assertThat(predict("broken").statusCode()).isEqualTo(200);
        assertThat(cluster.kubectl("get", "events", "--field-selector=reason=ModelLoadFailed"))
                .contains("missing.onnx");
    }

    @Test
    void anOperatorThatIsKilledLeavesNothingHalfDone() throws Exception {
        cluster.serve("killed", "iris.onnx", "{}");
        String linear = predict("killed").body();

        cluster.apply(cluster.service("killed", "forest.onnx", "{}"));
        cluster.killTheOperator();
        cluster.awaitTheOperator();

        cluster.awaitReady("killed");
        await().atMost(SOON).until(() -> !predict("killed").body().equals(linear));
    }

    private static HttpResponse<String> predict(String service) throws Exception {
        return cluster.predict(service, INPUT);
    }

    /// The shares of the traffic in the service's status, the newest revision's first.
    private static void awaitTraffic(String service, String shares) {
        await().atMost(Cluster.PATIENCE)
                .pollInterval(Duration.ofMillis(500))
                .untilAsserted(() ->
                        assertThat(
                                        cluster.field(
                                                service,
                                                "{.status.components.predictor.traffic[*].percent}"))
                                .isEqualTo(shares));
    }

    /// How much of some calls is answered otherwise; all have to be answered.
    private static double shareOfOthers(String service, String answer, int calls) throws Exception {
        int others = 0;
        for (int i = 0; i < calls; i++) {
            HttpResponse<String> response = predict(service);
            assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
            if (!response.body().equals(answer)) {
                others++;
            }
        }
        return (double) others / calls;
    }
}
