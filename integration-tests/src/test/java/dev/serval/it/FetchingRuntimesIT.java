package dev.serval.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.serval.storage.s3.S3Server;
import dev.serval.storage.testing.UnrulyServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
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
        CountDownLatch rest = new CountDownLatch(1);
        try (UnrulyServer web = halting("/model.onnx", model, rest);
                Predictor predictor =
                        runtime(
                                Checkout.predictor(),
                                Map.of(),
                                Predictor.freePort(),
                                web.url("/model.onnx"))) {
            isHalfThere(predictor, model.length);
            assertThat(predictor.gauge("serval_storage_total_bytes")).isEqualTo(model.length);
            assertThat(predictor.gauge("serval_storage_here_bytes")).isEqualTo(model.length / 2);
            assertThat(predictor.gauge("serval_storage_fetched_bytes")).isEqualTo(model.length / 2);

            rest.countDown();
            predictor.awaitReady();
            assertThat(predictor.gauge("serval_storage_here_bytes")).isEqualTo(model.length);
            assertThat(predictor.post("/v2/repository/index", "{}").body())
                    .contains("\"state\":\"READY\"");
        }
    }

    @Test
    void aTransformerTellsHowFarItsPipelineHasCome() throws Exception {
        byte[] pipeline = utf8(PIPELINE.replace("labelsFile: labels.txt", "labels: [a, b, c]"));
        CountDownLatch rest = new CountDownLatch(1);
        try (UnrulyServer web = halting("/transformer.yaml", pipeline, rest);
                Predictor transformer =
                        runtime(
                                Checkout.transformer(),
                                Map.of(),
                                Predictor.freePort(),
                                web.url("/transformer.yaml"))) {
            isHalfThere(transformer, pipeline.length);
            assertThat(transformer.gauge("serval_storage_here_bytes"))
                    .isEqualTo(pipeline.length / 2);

            rest.countDown();
            transformer.awaitReady();
            assertThat(transformer.get("/v2/models/iris").body()).contains("\"input\"");
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
    private static void isHalfThere(Predictor runtime, int size) throws Exception {
        await().atMost(Duration.ofSeconds(90))
                .ignoreExceptions()
                .untilAsserted(() ->
                        assertThat(runtime.post("/v2/repository/index", "{}").body())
                                .contains("\"state\":\"LOADING\"")
                                .contains("The model is being fetched: ")
                                .contains("(%d %%)".formatted(100L * (size / 2) / size)));
        assertThat(runtime.get("/v2/health/ready").statusCode()).isEqualTo(503);
        HttpResponse<String> refused = runtime.post("/v1/models/iris:predict", FLOWERS);
        assertThat(refused.statusCode()).isEqualTo(503);
        assertThat(refused.body()).contains("is not ready. The model is being fetched: ");
    }

    /// A server that halts in the middle of a file until it is told to go on.
    private static UnrulyServer halting(String path, byte[] content, CountDownLatch rest)
            throws IOException {
        return new UnrulyServer()
                .on(
                        path,
                        (request, out) -> {
                            if (request.to(content.length) - request.from() < content.length) {
                                UnrulyServer.serve(request, out, content, "\"v1\"");
                            } else {
                                serveInHalves(request, out, content, rest);
                            }
                        });
    }

    private static void serveInHalves(
            UnrulyServer.Request request, OutputStream out, byte[] content, CountDownLatch rest)
            throws IOException {
        UnrulyServer.head(
                out,
                request.header("Range").isEmpty() ? 200 : 206,
                "ETag: \"v1\"",
                "Content-Range: bytes 0-%d/%d".formatted(content.length - 1, content.length),
                "Content-Length: " + content.length);
        int half = content.length / 2;
        out.write(content, 0, half);
        out.flush();
        try {
            rest.await();
            out.write(content, half, content.length - half);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
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
