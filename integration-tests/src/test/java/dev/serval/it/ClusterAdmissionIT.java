package dev.serval.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// What the API server of a real cluster refuses because the operator's webhooks say so, and what
/// it stores of kinds that nothing serves.
@OnCluster
@Timeout(300)
class ClusterAdmissionIT {
    private static final Duration SOON = Duration.ofSeconds(90);

    private static final String RUNTIME =
            """
            apiVersion: serving.kserve.io/v1alpha1
            kind: ServingRuntime
            metadata: {name: %s}
            spec:
              supportedModelFormats: [{name: files, version: "1", autoSelect: true, priority: %d}]
              protocolVersions: [v1]
              containers: [{name: kserve-container, image: registry.example/files:1}]
            """;

    private static final String GRAPH =
            """
            apiVersion: serving.kserve.io/v1alpha1
            kind: InferenceGraph
            metadata: {name: two}
            spec:
              nodes: {%s: {routerType: Sequence, steps: [{serviceName: iris}]}}
            """;

    private static final String MODEL =
            """
            apiVersion: serving.kserve.io/v1alpha1
            kind: TrainedModel
            metadata: {name: iris}
            spec:
              inferenceService: many
              model: {storageUri: "%s", framework: onnx, memory: 1Gi}
            """;

    private static Cluster cluster;

    @BeforeAll
    static void open(Cluster opened) {
        cluster = opened;
    }

    @Test
    void ofTwoRuntimesThatNoneCouldChooseBetweenTheSecondIsRefused() throws Exception {
        cluster.apply(RUNTIME.formatted("first", 2));

        assertThat(refusal(RUNTIME.formatted("second", 2)))
                .contains("spec.supportedModelFormats", "priority 2", "'first'");
        cluster.apply(RUNTIME.formatted("second", 3));
    }

    @Test
    void aGraphIsCheckedAndToldThatNothingServesIt() throws Exception {
        assertThat(refusal(GRAPH.formatted("start"))).contains("spec.nodes", "'root'", "[start]");

        Kubectl.Outcome stored = cluster.tryToApply(GRAPH.formatted("root"));
        stored.requireSuccess();
        assertThat(stored.errors()).contains("InferenceGraphs are stored and not served yet");
        awaitNotServed("inferencegraph/two", "InferenceGraphs");
    }

    @Test
    void aTrainedModelIsCheckedAndToldThatNothingServesIt() throws Exception {
        assertThat(refusal(MODEL.formatted("ftp://models/iris")))
                .contains("spec.model.storageUri", "'ftp://models/iris'", "s3://");

        cluster.apply(MODEL.formatted("s3://models/iris"));
        awaitNotServed("trainedmodel/iris", "TrainedModels");

        assertThat(
                        refusal(
                                MODEL.formatted("s3://models/iris")
                                        .replace("memory: 1Gi", "memory: 2Gi")))
                .contains("spec.model.memory", "2Gi", "1Gi");
    }

    private static String refusal(String yaml) throws Exception {
        Kubectl.Outcome refused = cluster.tryToApply(yaml);
        assertThat(refused.exitCode()).as(refused.output()).isNotZero();
        return refused.errors();
    }

    private static void awaitNotServed(String resource, String kinds) {
        await().atMost(SOON)
                .untilAsserted(() ->
                        assertThat(
                                        cluster.fieldOf(
                                                resource,
                                                "{.status.observedGeneration}"
                                                        + " {.status.conditions[0].status}"
                                                        + " {.status.conditions[0].reason}"
                                                        + " {.status.conditions[0].message}"))
                                .isEqualTo(
                                        "1 False NotServed "
                                                + kinds
                                                + " are stored and not served yet"));
    }
}
