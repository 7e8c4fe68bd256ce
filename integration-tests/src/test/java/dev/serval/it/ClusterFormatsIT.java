package dev.serval.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// A service of each example of a format on a real cluster, each with the runtime that its format
/// chooses; and steps before a model in its process and in its pod. All are there at once.
@OnCluster
@Timeout(900)
class ClusterFormatsIT {
    /// What a page's call asks, on a server of its own or by a service's path.
    private static final String DOCUMENTED =
            "(http://iris.default.)?localhost:8080(/serving/default/iris)?/(v[12])/models/iris";

    private static final String RESOURCES =
            """

                  resources:
                    requests: {cpu: 20m, memory: 128Mi}
                    limits: {cpu: "1", memory: 1Gi}
            """
                    .stripTrailing();

    @TempDir static Path folder;
    private static Cluster cluster;

    @BeforeAll
    static void applyAll(Cluster opened) throws Exception {
        cluster = opened;
        Map<String, Path> files = new LinkedHashMap<>();
        for (String format : formats()) {
            Path model = folder.resolve(format + ".zip");
            files.put(
                    format + ".zip",
                    ZipArchive.ofFolder(Checkout.file("examples/%s/model".formatted(format)))
                            .write(model));
        }
        files.put("digits.zip", digits().write(folder.resolve("digits.zip")));
        cluster.serveFiles("formats", files);
        for (String format : formats()) {
            String example = "examples/%s/service.yaml".formatted(format);
            cluster.apply(service(example, cluster.uri("formats", format + ".zip")));
        }
        String digits = cluster.uri("formats", "digits.zip");
        cluster.apply(service("examples/transformer/in-process.yaml", digits));
        cluster.apply(service("examples/transformer/one-pod.yaml", digits));
        cluster.apply(service("examples/iris/iris.yaml", cluster.model("iris.onnx")));
    }

    /// The network and the steps before it, which read their labels from a file of their own.
    private static ZipArchive digits() throws Exception {
        String steps =
                Files.readString(Checkout.file("examples/transformer/pipeline/transformer.yaml"));
        String labels = steps.replaceAll("(?s).*labels: \\[(.*)].*", "$1");
        return ZipArchive.of(
                        "transformer.yaml",
                        steps.replace("labels: [" + labels + "]", "labelsFile: labels.txt"))
                .with("labels.txt", labels.replace(", ", "\n") + "\n")
                .with(Checkout.file("examples/digits-image/model/model.onnx"));
    }

    private static String service(String example, String storageUri) throws Exception {
        return Files.readString(Checkout.file(example))
                .replaceFirst("storageUri: .*", "storageUri: " + storageUri + RESOURCES)
                .replace("image: serval/", "image: " + cluster.registry() + "serval/");
    }

    /// Those of engines that are small enough for images to be made of them each time, or those
    /// that `SERVAL_CLUSTER_ENGINES` names.
    static List<String> formats() {
        return List.of(
                Objects.requireNonNullElse(
                                System.getenv("SERVAL_CLUSTER_ENGINES"),
                                "lightgbm pmml sklearn xgboost")
                        .split(" "));
    }

    @ParameterizedTest
    @MethodSource("formats")
    void aServiceOfAFormatAnswersAsItsPageShows(String format) throws Exception {
        String service = "iris-" + format;
        cluster.awaitReady(service);

        answersAsShown("examples/%s/README.md".formatted(format), service);
        assertThat(
                        cluster.fieldOf(
                                "ksvc/" + service + "-predictor",
                                "{.spec.template.spec.containers[0].image}"))
                .endsWith("-" + format);
        assertThat(cluster.initializers(service)).isEmpty();
    }

    @Test
    void aServiceOfOnnxAnswersAsItsPageShows() throws Exception {
        cluster.awaitReady("iris");

        answersAsShown("examples/iris/README.md", "iris");
    }

    @Test
    void aPredictorRunsTheStepsThatComeWithItsModel() throws Exception {
        cluster.awaitReady("digits-one");

        assertThat(zero("digits-one").body()).contains("\"labels\":[\"zero\",\"four\"]");
        assertThat(cluster.initializers("digits-one")).isEmpty();
    }

    @Test
    void aTransformerInThePredictorsPodAnswersInItsPlace() throws Exception {
        cluster.awaitReady("digits-pod");

        assertThat(zero("digits-pod").body()).contains("\"labels\":[\"zero\",\"four\"]");
        assertThat(cluster.get("digits-pod", "/v2/models/digits-pod").body())
                .contains("\"platform\":\"serval_transformer\"");
        assertThat(cluster.pods("digits-pod")).isEqualTo(1);
    }

    private static HttpResponse<String> zero(String service) throws Exception {
        return cluster.predict(
                service, Files.readString(Checkout.file("examples/transformer/zero.json")));
    }

    /// Makes those calls of a page that ask the model, by the ingress.
    private static void answersAsShown(String page, String service) throws Exception {
        List<ConsoleCommand> calls =
                MarkdownPage.read(page).commands().stream()
                        .filter(call -> call.line().matches("curl .*(:predict|/infer) -d .*"))
                        .toList();
        assertThat(calls).isNotEmpty();
        String host = "-H 'Host: %s' ".formatted(cluster.host(service));
        for (ConsoleCommand call : calls) {
            String asked =
                    call.line()
                            .replaceFirst(
                                    DOCUMENTED,
                                    host
                                            + "http://%s/$3/models/%s"
                                                    .formatted(cluster.ingress(), service));
            assertThat(asked).contains(host);
            new ConsoleCommand(asked, call.output().replace("\"iris\"", "\"" + service + "\""))
                    .check();
        }
    }
}
