package dev.serval.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A service of three components on a real cluster.
@OnCluster
@Timeout(900)
class ClusterComponentsIT {
    private static final String MILLIMETRES = "{\"instances\": [[67, 30, 55, 21]]}";
    private static final String CENTIMETRES = "{\"instances\": [[6.7, 3.0, 5.5, 2.1]]}";

    private static final String PIPELINE =
            """
            inputs:
              - {name: input, type: FP32, shape: [-1, 4]}
            before:
              - scale: {mean: 0, std: 10}
            predictor:
              outputs:
                - {name: label, type: INT64, shape: [-1]}
                - {name: probabilities, type: FP32, shape: [-1, 3]}
            after:
              - pick: {tensors: [label]}
              - label: {labels: [setosa, versicolor, virginica]}
            """;

    private static final String EXPLANATION =
            """
            method: kernel_shap
            background: background.csv
            labels: [setosa, versicolor, virginica]
            """;

    @TempDir static Path folder;
    private static Cluster cluster;

    @BeforeAll
    static void open(Cluster opened) throws Exception {
        cluster = opened;
        cluster.serveFiles(
                "parts",
                Map.of(
                        "pipeline.zip",
                        ZipArchive.of("steps.yaml", PIPELINE).write(folder.resolve("pipeline.zip")),
                        "explainer.zip",
                        ZipArchive.of("explainer.yaml", EXPLANATION)
                                .with(Checkout.file("examples/explain/explainer/background.csv"))
                                .write(folder.resolve("explainer.zip"))));
    }

    @Test
    void allThreeComponentsAreWokenByCallsToTheOneName() throws Exception {
        cluster.apply(three());
        cluster.awaitReady("three");
        assertThat(predict().body()).contains("virginica");
        assertThat(cluster.initializers("three")).as("each fetches its own").isEmpty();
        cluster.awaitNoPods("three");

        long asked = System.nanoTime();
        HttpResponse<String> predicted = predict();
        long predictedAfter = Duration.ofNanos(System.nanoTime() - asked).toMillis();
        asked = System.nanoTime();
        HttpResponse<String> explained =
                cluster.post("three", "/v1/models/three:explain", CENTIMETRES);
        long explainedAfter = Duration.ofNanos(System.nanoTime() - asked).toMillis();

        assertThat(predicted.statusCode()).as(predicted.body()).isEqualTo(200);
        assertThat(predicted.body()).contains("virginica");
        assertThat(explained.statusCode()).as(explained.body()).isEqualTo(200);
        assertThat(explained.body()).contains("kernel_shap").contains("virginica");
        System.err.printf(
                "from zero: transformer and predictor answered after %d ms, then the explainer"
                        + " after %d ms%n",
                predictedAfter, explainedAfter);
    }

    private static HttpResponse<String> predict() throws Exception {
        return cluster.predict("three", MILLIMETRES);
    }

    private static String three() throws Exception {
        return cluster.service(
                        "three",
                        "forest.onnx",
                        "{minReplicas: 0, annotations: {autoscaling.knative.dev/window: 6s}}")
                + """
                  transformer:
                    minReplicas: 0
                    annotations: {autoscaling.knative.dev/window: 6s}
                    containers:
                      - image: %sserval/transformer:0.1.0-SNAPSHOT
                        args: [--predictor_protocol=v2, --pipeline=/mnt/models/steps.yaml]
                        env: [{name: STORAGE_URI, value: %s}]
                        resources:
                          requests: {cpu: 50m, memory: 256Mi}
                          limits: {cpu: "1", memory: 512Mi}
                  explainer:
                    minReplicas: 0
                    annotations: {autoscaling.knative.dev/window: 6s}
                    serval:
                      storageUri: %s
                      resources:
                        requests: {cpu: 50m, memory: 256Mi}
                        limits: {cpu: "1", memory: 512Mi}
                """
                        .formatted(
                                cluster.registry(),
                                cluster.uri("parts", "pipeline.zip"),
                                cluster.uri("parts", "explainer.zip"));
    }
}
