package dev.serval.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// How the predictor starts, stops and fails, as a process.
class PredictorProcessIT {
    private static final int CLIENTS = 16;
    private static final int REQUESTS = 10_000;
    private static final int FLOWERS = 97;

    @Test
    void sixteenClientsEachGetTheirOwnAnswers() throws Exception {
        try (Predictor predictor = Predictor.ofIris();
                ExecutorService clients = Executors.newFixedThreadPool(CLIENTS)) {
            List<String> expected = new ArrayList<>();
            try (HttpClient alone = HttpClient.newHttpClient()) {
                for (int flower = 0; flower < FLOWERS; flower++) {
                    expected.add(outputs(alone, predictor, flower));
                }
            }
            assertThat(expected).doesNotHaveDuplicates();
            List<Callable<Void>> work = new ArrayList<>();
            for (int client = 0; client < CLIENTS; client++) {
                int first = client;
                work.add(() -> ask(predictor, first, expected));
            }
            for (Future<Void> done : clients.invokeAll(work)) {
                done.get();
            }
            holdsNoTensors(predictor);
        }
    }

    private static Void ask(Predictor predictor, int first, List<String> expected)
            throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            for (int number = first; number < REQUESTS; number += CLIENTS) {
                assertThat(outputs(client, predictor, number))
                        .isEqualTo(expected.get(number % FLOWERS));
            }
        }
        return null;
    }

    /// The answer's outputs, once its id was found to be the request's.
    private static String outputs(HttpClient client, Predictor predictor, int number)
            throws Exception {
        String id = "request-" + number;
        HttpResponse<String> answer =
                client.send(
                        infer(predictor, id, number % FLOWERS),
                        HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).contains("\"id\":\"" + id + "\"");
        return answer.body().substring(answer.body().indexOf("\"outputs\""));
    }

    private static HttpRequest infer(Predictor predictor, String id, int flower) {
        String body =
                """
                {"id":"%s","inputs":[{"name":"input","shape":[1,4],"datatype":"FP32",\
                "data":[5.1,3.5,%s,0.2]}]}\
                """
                        .formatted(id, 1.4 + flower / 100.0);
        return HttpRequest.newBuilder(predictor.uri("/v2/models/iris/infer"))
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
    }

    @Test
    void terminatedUnderLoadItLosesNoAcceptedRequestAndEndsWell() throws Exception {
        try (Predictor predictor = Predictor.ofIris();
                ExecutorService clients = Executors.newFixedThreadPool(4)) {
            AtomicInteger answered = new AtomicInteger();
            AtomicBoolean stopping = new AtomicBoolean();
            List<Future<?>> loads = new ArrayList<>();
            for (int client = 0; client < 4; client++) {
                loads.add(clients.submit(() -> load(predictor, answered, stopping)));
            }
            Awaitility.await().until(() -> answered.get() > 200);
            stopping.set(true);
            predictor.process().destroy();
            assertThat(predictor.awaitExit()).isIn(0, 143);
            for (Future<?> load : loads) {
                load.get();
            }
        }
    }

    /// Until the port is closed every request is answered: 200, or 503 once the server stops. A
    /// connection may only fail once it was told to stop.
    private static Void load(Predictor predictor, AtomicInteger answered, AtomicBoolean stopping)
            throws InterruptedException {
        try (HttpClient client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
            while (true) {
                HttpResponse<String> answer =
                        client.send(
                                infer(predictor, "load", 1), HttpResponse.BodyHandlers.ofString());
                assertThat(answer.statusCode()).isIn(200, 503);
                assertThat(answer.statusCode() == 200 || stopping.get()).isTrue();
                answered.incrementAndGet();
            }
        } catch (IOException closed) {
            assertThat(stopping).as("the connection failed: " + closed).isTrue();
        }
        return null;
    }

    @Test
    void killedItServesAgainWhenItIsStartedAgain() throws Exception {
        int port;
        try (Predictor predictor = Predictor.ofIris()) {
            port = predictor.port();
            predictor.process().destroyForcibly().waitFor();
        }
        try (Predictor again =
                Predictor.start(
                        port,
                        Map.of(),
                        "--model_dir=" + Checkout.irisDirectory(),
                        "--model_name=iris")) {
            again.awaitReady();
            assertThat(again.get("/v1/models/iris").body())
                    .isEqualTo("{\"name\":\"iris\",\"ready\":true}");
        }
    }

    @Test
    void anUnknownArgumentEndsItWithCode2AndTheNearestName() throws Exception {
        try (Predictor predictor =
                Predictor.start(Predictor.freePort(), Map.of(), "--model_nam", "iris")) {
            assertThat(predictor.awaitExit()).isEqualTo(2);
            assertThat(predictor.log()).contains("--model_nam").contains("--model_name");
        }
    }

    @Test
    void helpListsTheArguments() throws Exception {
        try (Predictor predictor = Predictor.start(Predictor.freePort(), Map.of(), "--help")) {
            assertThat(predictor.awaitExit()).isZero();
            assertThat(predictor.log()).contains("--model_dir", "--repository", "--http_port");
        }
    }

    @Test
    void aMissingModelEndsItWithCode1AndTheReason(@TempDir Path empty) throws Exception {
        try (Predictor predictor =
                Predictor.start(
                        Predictor.freePort(),
                        Map.of(),
                        "--model_dir=" + empty.resolve("none"),
                        "--model_name=iris")) {
            assertThat(predictor.awaitExit()).isEqualTo(1);
            assertThat(predictor.log()).contains(empty.resolve("none").toString());
        }
    }

    @Test
    void aCorruptModelEndsItWithCode1AndTheFileAndReason(@TempDir Path directory) throws Exception {
        Files.writeString(directory.resolve("model.onnx"), "this is no model");
        try (Predictor predictor =
                Predictor.start(
                        Predictor.freePort(),
                        Map.of(),
                        "--model_dir=" + directory,
                        "--model_name=iris")) {
            assertThat(predictor.awaitExit()).isEqualTo(1);
            assertThat(predictor.log()).contains("model.onnx");
        }
    }

    @Test
    void aBusyPortEndsItWithCode1AndThePort() throws Exception {
        try (ServerSocket busy = new ServerSocket(0);
                Predictor predictor =
                        Predictor.start(
                                busy.getLocalPort(),
                                Map.of(),
                                "--model_dir=" + Checkout.irisDirectory(),
                                "--model_name=iris")) {
            assertThat(predictor.awaitExit()).isEqualTo(1);
            assertThat(predictor.log())
                    .contains(Integer.toString(busy.getLocalPort()))
                    .containsIgnoringCase("in use");
        }
    }

    @Test
    void thePortOfTheEnvironmentIsTakenAndASecondPortAnswersAlike() throws Exception {
        int port = Predictor.freePort();
        int second = Predictor.freePort();
        try (Predictor predictor =
                Predictor.start(
                        port,
                        Map.of("PORT", Integer.toString(port)),
                        "--model_dir=" + Checkout.irisDirectory(),
                        "--model_name=iris",
                        "--grpc_port=" + second)) {
            predictor.awaitReady();
            try (HttpClient client = HttpClient.newHttpClient()) {
                HttpRequest request =
                        HttpRequest.newBuilder(
                                        java.net.URI.create(
                                                "http://localhost:" + second + "/v2/health/live"))
                                .build();
                assertThat(client.send(request, HttpResponse.BodyHandlers.ofString()).body())
                        .isEqualTo("{\"live\":true}");
            }
        }
    }

    @Test
    void aRepositoryServesWhatLoadsAndSaysWhyTheRestDoesNot(@TempDir Path repository)
            throws Exception {
        Path model = Checkout.irisDirectory().resolve("model.onnx");
        for (String version : List.of("good/1", "good/2")) {
            Files.createDirectories(repository.resolve(version));
            Files.copy(model, repository.resolve(version).resolve("model.onnx"));
        }
        Files.createDirectories(repository.resolve("bad/1"));
        Files.writeString(repository.resolve("bad/1/model.onnx"), "this is no model");
        try (Predictor predictor =
                Predictor.start(Predictor.freePort(), Map.of(), "--repository=" + repository)) {
            Awaitility.await()
                    .atMost(java.time.Duration.ofSeconds(60))
                    .ignoreExceptions()
                    .until(() -> predictor.get("/v2/models/good/ready").statusCode() == 200);
            assertThat(predictor.get("/v2/models/good").body()).contains("\"versions\":[\"2\"]");
            assertThat(predictor.post("/v2/repository/index", "").body())
                    .contains("\"name\":\"bad\"", "UNAVAILABLE", "model.onnx");
            assertThat(predictor.get("/v2/models/bad/ready").statusCode()).isEqualTo(503);
            assertThat(predictor.post("/v2/repository/models/bad/load", "").statusCode())
                    .isEqualTo(400);
            assertThat(predictor.post("/v2/repository/models/good/unload", "{}").statusCode())
                    .isEqualTo(200);
            assertThat(predictor.get("/v2/models/good/ready").statusCode()).isEqualTo(503);
            assertThat(predictor.post("/v2/repository/models/good/load", "{}").statusCode())
                    .isEqualTo(200);
            assertThat(predictor.get("/v2/models/good/ready").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void itStartsNoOtherProcessAndLogsALineOfJsonForEachEvent() throws Exception {
        try (Predictor predictor = Predictor.ofIris()) {
            assertThat(predictor.process().descendants()).isEmpty();
            assertThat(predictor.log().lines())
                    .isNotEmpty()
                    .allSatisfy(line -> assertThat(line).startsWith("{").endsWith("}"));
        }
    }

    private static void holdsNoTensors(Predictor predictor) {
        Awaitility.await()
                .untilAsserted(() ->
                        assertThat(predictor.get("/metrics").body().lines())
                                .filteredOn(line -> line.startsWith("serval_tensor_bytes"))
                                .allSatisfy(line -> assertThat(line).endsWith(" 0.0"))
                                .isNotEmpty());
    }
}
