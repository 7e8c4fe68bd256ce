package dev.serval.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// What the operator refuses, puts right, leaves alone and takes away on a real cluster.
@OnCluster
@Timeout(900)
class ClusterRulesIT {
    private static final Duration SOON = Duration.ofSeconds(90);

    private static Cluster cluster;

    @BeforeAll
    static void open(Cluster opened) {
        cluster = opened;
    }

    @Test
    void theApiServerAsksBeforeItStoresAService() throws Exception {
        Kubectl.Outcome refused =
                cluster.tryToApply(
                        cluster.service(
                                "refused", "iris.onnx", "{minReplicas: 3, maxReplicas: 2}"));
        assertThat(refused.exitCode()).isNotZero();
        assertThat(refused.errors()).contains("MinReplicas").contains("MaxReplicas");

        cluster.apply(
                """
                apiVersion: serving.kserve.io/v1beta1
                kind: InferenceService
                metadata:
                  name: legacy
                  annotations: {serving.kserve.io/stop: "true"}
                spec:
                  predictor:
                    sklearn:
                      storageUri: %s
                """
                        .formatted(cluster.model("model.joblib")));
        assertThat(cluster.field("legacy", "{.spec.predictor.model.modelFormat.name}"))
                .isEqualTo("sklearn");
    }

    @Test
    void whatIsChangedByOthersIsPutRightAndWhatIsDeletedIsGone() throws Exception {
        cluster.serve("drift", "iris.onnx", "{}");

        cluster.kubectl("label", "ksvc", "drift-predictor", "component=other", "--overwrite");
        await().atMost(SOON)
                .until(() ->
                        cluster.fieldOf("ksvc/drift-predictor", "{.metadata.labels.component}")
                                .equals("predictor"));

        cluster.kubectl("delete", "inferenceservice", "drift");
        await().atMost(Cluster.PATIENCE)
                .until(() ->
                        cluster.objectsOf("drift", "ksvc,kingress,service,pod", "name").isEmpty());
    }

    @Test
    void whatBelongsToSomebodyElseIsLeftAlone() throws Exception {
        cluster.apply(
                """
                apiVersion: serving.knative.dev/v1
                kind: Service
                metadata: {name: taken-predictor}
                spec: {template: {spec: {containers: [{image: "%sserval/storage:0.1.0-SNAPSHOT"}]}}}
                """
                        .formatted(cluster.registry()));

        cluster.apply(cluster.service("taken", "iris.onnx", "{}"));

        await().atMost(SOON)
                .untilAsserted(() ->
                        assertThat(cluster.field("taken", "{.status.conditions}"))
                                .contains("ObjectNotOwned", "taken-predictor"));
    }

    @Test
    void anImageThatFetchesNothingGetsItsModel() throws Exception {
        cluster.apply(
                """
                apiVersion: serving.kserve.io/v1alpha1
                kind: ServingRuntime
                metadata: {name: files}
                spec:
                  supportedModelFormats: [{name: files, autoSelect: true}]
                  containers:
                    - name: kserve-container
                      image: %sserval/storage:0.1.0-SNAPSHOT
                      command: [/opt/java/bin/java, -m, jdk.httpserver, -b, 0.0.0.0, -p, "8080", -d, /mnt/models]
                """
                        .formatted(cluster.registry()));

        cluster.apply(
                cluster.service("third", "iris.onnx", "{}").replace("name: onnx", "name: files"));
        cluster.awaitReady("third");

        assertThat(cluster.get("third", "/").body()).contains("iris.onnx");
    }
}
