package dev.serval.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// How the predictor starts and fails to start, as a process.
class PredictorProcessIT {
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
    void itEndsWithItsStandardInputWhereItIsToldTo() throws Exception {
        try (Predictor predictor =
                Predictor.start(
                        Predictor.freePort(),
                        Map.of("SERVAL_LIFECYCLE_PARENT", "stdin"),
                        "--model_dir=" + Checkout.irisDirectory(),
                        "--model_name=iris")) {
            predictor.awaitReady();

            predictor.process().getOutputStream().close();

            assertThat(predictor.awaitExit()).isZero();
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
    void itStartsNoOtherProcessAndLogsALineOfJsonForEachEvent() throws Exception {
        try (Predictor predictor = Predictor.ofIris()) {
            assertThat(predictor.process().descendants()).isEmpty();
            assertThat(predictor.log().lines())
                    .isNotEmpty()
                    .allSatisfy(line -> assertThat(line).startsWith("{").endsWith("}"));
        }
    }
}
