package dev.serval.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.serval.storage.s3.S3Server;
import dev.serval.storage.testing.UnrulyServer;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The packaged runtimes, each with `--storage_uri`: from a real S3 server, from one that hands out
/// bytes when it is told to, and from where there is nothing.
@Timeout(180)
class FetchingRuntimesIT {
    private static final Path FOREST = Checkout.file("examples/repository/iris-forest/1");
    private static final String FLOWERS = "{\"instances\": [[6.7, 3.0, 5.5, 2.1]]}";
    private static final String PIPELINE =
            """
            inputs:
              - {name: input, type: FP32, shape: [-1, 4]}
            predictor:
              inputs:
                - {name: input, type: FP32, shape: [-1, 4]}
              outputs:
                - {name: label, type: INT64, shape: [-1]}
            after:
              - label: {labelsFile: labels.txt}
            """;

    @TempDir Path folder;

    @Test
    void aTransformerAndAnExplainerFetchTheirFilesFromS3() throws Exception {
        try (S3Server moto = S3Server.moto();
                Predictor predictor = predictor()) {
            moto.bucket("parts")
                    .put("parts", "labels/transformer.yaml", utf8(PIPELINE))
                    .put("parts", "labels/labels.txt", utf8("setosa\nversicolor\nvirginica\n"))
                    .put(
                            "parts",
                            "why/explainer.yaml",
                            utf8("modelFile: model.onnx\nbackground: background.csv\n"))
                    .put("parts", "why/background.csv", background())
                    .put("parts", "why/model.onnx", model());
            try (Predictor transformer =
                            runtime(
                                    Checkout.transformer(),
                                    s3(moto),
                                    predictor.port(),
                                    "s3://parts/labels");
                    Predictor explainer =
                            runtime(
                                    Checkout.explainer(),
                                    s3(moto),
                                    predictor.port(),
                                    "s3://parts/why")) {
                transformer.awaitReady();
                explainer.awaitReady();

                assertThat(transformer.post("/v1/models/iris:predict", FLOWERS).body())
                        .contains("virginica");
                assertThat(explainer.post("/v1/models/iris:explain", FLOWERS).body())
                        .contains("\"method\":\"tree_shap\"");
                assertThat(transformer.log()).contains("s3://parts/labels is fetched from S3");
            }
        }
    }

    @Test
    void thePredictorTellsHowFarItsModelHasCome() throws Exception {
        byte[] model = model();
        try (HaltingServer web = new HaltingServer("/model.onnx", model);
                Predictor predictor =
                        runtime(Checkout.predictor(), Map.of(), Predictor.freePort(), web.url())) {
            isHalfThere(predictor, web.url(), model.length);
            assertThat(predictor.gauge("serval_storage_total_bytes")).isEqualTo(model.length);
            assertThat(predictor.gauge("serval_storage_here_bytes")).isEqualTo(model.length / 2);
            assertThat(predictor.gauge("serval_storage_fetched_bytes")).isEqualTo(model.length / 2);

            web.goOn();
            predictor.awaitReady();
            assertThat(predictor.gauge("serval_storage_here_bytes")).isEqualTo(model.length);
            assertThat(predictor.post("/v2/repository/index", "{}").body())
                    .contains("\"state\":\"READY\"");
        }
    }

    @Test
    void aTransformerTellsHowFarItsPipelineHasCome() throws Exception {
        byte[] pipeline = utf8(PIPELINE.replace("labelsFile: labels.txt", "labels: [a, b, c]"));
        try (HaltingServer web = new HaltingServer("/transformer.yaml", pipeline);
                Predictor transformer =
                        runtime(
                                Checkout.transformer(),
                                Map.of(),
                                Predictor.freePort(),
                                web.url())) {
            isHalfThere(transformer, web.url(), pipeline.length);
            assertThat(transformer.gauge("serval_storage_here_bytes"))
                    .isEqualTo(pipeline.length / 2);

            web.goOn();
            transformer.awaitReady();
            assertThat(transformer.get("/v2/models/iris").body()).contains("\"input\"");
        }
    }

    @Test
    void anExplainerFetchesItsDataAndItsModelFromStoresOfTheirOwn() throws Exception {
        byte[] model = model();
        try (S3Server moto = S3Server.moto();
                Predictor predictor = predictor();
                HaltingServer web = new HaltingServer("/model.onnx", model)) {
            moto.bucket("data").put("data", "rows/background.csv", background());
            try (Predictor explainer =
                    explainer(
                            s3(moto),
                            predictor.port(),
                            "--background=s3://data/rows",
                            "--model_file=" + web.url())) {
                isHalfThere(explainer, web.url(), model.length);
                assertThat(explainer.gauge("serval_storage_here_bytes"))
                        .isEqualTo(model.length / 2);
                assertThat(explainer.log())
                        .contains("s3://data/rows is fetched from S3 bucket 'data'")
                        .contains(web.url() + " is fetched from the server at");

                web.goOn();
                explainer.awaitReady();
                assertThat(explainer.post("/v1/models/iris:explain", FLOWERS).body())
                        .contains("\"method\":\"tree_shap\"")
                        .contains("\"sepal length\"");
            }
        }
    }

    @Test
    void anExplainersDataThatMayNotBeReadEndsItWithTheStoreAndTheCredential() throws Exception {
        try (UnrulyServer web =
                        new UnrulyServer()
                                .otherwise((_, out) -> UnrulyServer.text(out, 403, "no"));
                Predictor explainer =
                        explainer(
                                Map.of("AZURE_STORAGE_ENDPOINT", web.url("")),
                                Predictor.freePort(),
                                "--background=azure://account/data/background.csv")) {
            assertThat(explainer.awaitExit()).isEqualTo(1);
            assertThat(explainer.log())
                    .contains(
                            "no model is ready. storage URI 'azure://account/data/background.csv': Azure container 'data' at "
                                    + web.url(""))
                    .contains("access is denied")
                    .contains("no credentials were found, so none were sent");
        }
    }

    @Test
    void whatIsNotThereEndsARuntimeWithItsCause() throws Exception {
        for (Path program : List.of(Checkout.transformer(), Checkout.explainer())) {
            try (UnrulyServer web = new UnrulyServer();
                    Predictor runtime =
                            runtime(
                                    program,
                                    Map.of(),
                                    Predictor.freePort(),
                                    web.url("/gone.tar.gz"))) {
                assertThat(runtime.awaitExit()).isEqualTo(1);
                assertThat(runtime.log())
                        .contains(
                                "no model is ready. storage URI '%s'"
                                        .formatted(web.url("/gone.tar.gz")))
                        .contains("answered 404");
            }
        }
    }

    /// Not ready, and says so, with the bytes that are here.
    private static void isHalfThere(Predictor runtime, String uri, int size) throws Exception {
        await().atMost(Duration.ofSeconds(90))
                .ignoreExceptions()
                .untilAsserted(() ->
                        assertThat(runtime.post("/v2/repository/index", "{}").body())
                                .contains("\"state\":\"LOADING\"")
                                .contains(uri + " is being fetched: ")
                                .contains("(%d %%)".formatted(100L * (size / 2) / size)));
        assertThat(runtime.get("/v2/health/ready").statusCode()).isEqualTo(503);
        HttpResponse<String> refused = runtime.post("/v1/models/iris:predict", FLOWERS);
        assertThat(refused.statusCode()).isEqualTo(503);
        assertThat(refused.body()).contains("is not ready. " + uri + " is being fetched: ");
    }

    private static Predictor predictor() throws IOException {
        Predictor predictor =
                Predictor.startedBy(
                        List.of(
                                Checkout.predictor().toString(),
                                "--model_dir",
                                FOREST.toString(),
                                "--model_name",
                                "iris"));
        predictor.awaitReady();
        return predictor;
    }

    private static Predictor explainer(
            Map<String, String> environment, int predictorPort, String... arguments)
            throws IOException {
        List<String> command =
                new ArrayList<>(
                        List.of(
                                Checkout.explainer().toString(),
                                "--model_name=iris",
                                "--predictor_host=localhost:" + predictorPort,
                                "--predictor_protocol=v2"));
        command.addAll(List.of(arguments));
        return Predictor.startedBy(command, environment);
    }

    private static Predictor runtime(
            Path program, Map<String, String> environment, int predictorPort, String uri)
            throws IOException {
        return Predictor.startedBy(
                List.of(
                        program.toString(),
                        "--model_name=iris",
                        "--predictor_host=localhost:" + predictorPort,
                        "--predictor_protocol=v2",
                        "--storage_uri=" + uri),
                environment);
    }

    private static Map<String, String> s3(S3Server server) {
        return Map.of(
                "AWS_ENDPOINT_URL_S3",
                server.url(),
                "AWS_ACCESS_KEY_ID",
                "id",
                "AWS_SECRET_ACCESS_KEY",
                "secret");
    }

    private static byte[] model() throws IOException {
        return Files.readAllBytes(FOREST.resolve("model.onnx"));
    }

    private static byte[] background() throws IOException {
        return Files.readAllBytes(Checkout.file("examples/explain/explainer/background.csv"));
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
