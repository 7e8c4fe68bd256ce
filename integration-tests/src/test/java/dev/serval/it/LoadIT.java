package dev.serval.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Many callers, and a while of everything at once.
class LoadIT {
    private static final int CLIENTS = 16;
    private static final int REQUESTS = 10_000;
    private static final Duration WARMING_UP = Duration.ofSeconds(6);
    private static final Duration SOAKING = Duration.ofSeconds(14);
    private static final long ROOM_FOR_GROWTH = 128L << 20;

    @TempDir static Path repository;

    private static Predictor predictor;

    @BeforeAll
    static void start() throws Exception {
        new ModelFolders(repository)
                .with("numbers/1", "identity_FP32")
                .with("forest/1", "iris_rf")
                .withExample("digits/1", "digits-image")
                .with("loop/1", "loop");
        predictor =
                Predictor.start(
                        Predictor.freePort(),
                        Map.of("JAVA_TOOL_OPTIONS", "-Xmx192m"),
                        "--repository=" + repository);
        predictor.awaitReady();
    }

    @AfterAll
    static void stop() throws Exception {
        predictor.close();
    }

    @Test
    void sixteenClientsOfEveryWireEachGetTheirOwnAnswers() throws Exception {
        List<Wire> wires =
                Stream.generate(() -> Wire.all(predictor))
                        .flatMap(List::stream)
                        .limit(CLIENTS)
                        .toList();
        List<Callable<Void>> work = new ArrayList<>();
        for (int client = 0; client < CLIENTS; client++) {
            int first = client;
            work.add(() -> {
                try (Wire wire = wires.get(first)) {
                    for (int number = first; number < REQUESTS; number += CLIENTS) {
                        asksForItsOwn(wire, number);
                    }
                }
                return null;
            });
        }
        runAll(work);
        predictor.awaitIdle();
    }

    private static void asksForItsOwn(Wire wire, int number) throws Exception {
        List<Long> shape = List.of(1L, 2L);
        WireTensor own = WireTensor.floats("x", shape, (float) number, -number / 3f);
        assertThat(wire.infer("numbers", "request-" + number, List.of(own)))
                .containsExactly(new WireTensor("y", "FP32", shape, own.values()));
    }

    @Test
    void aWhileOfGoodBadAndAbandonedCallsLeavesMemoryWhereItWas() throws Exception {
        soak(WARMING_UP);
        OptionalLong before = residentBytes();
        soak(SOAKING);
        OptionalLong after = residentBytes();
        before.ifPresent(
                bytes -> assertThat(after.orElseThrow()).isLessThan(bytes + ROOM_FOR_GROWTH));
    }

    private static void soak(Duration duration) throws Exception {
        Until end = new Until(System.nanoTime() + duration.toNanos());
        List<Callable<Void>> work = new ArrayList<>();
        for (Wire wire : Wire.all(predictor)) {
            work.add(() -> infers(end, wire));
        }
        work.add(() -> sendsNonsense(end));
        work.add(() -> abandons(end));
        work.add(() -> reloads(end));
        runAll(work);
        predictor.awaitIdle();
    }

    /// When a soak is over.
    private record Until(long nanos) {
        boolean isAhead() {
            return System.nanoTime() < nanos;
        }
    }

    private static Void infers(Until end, Wire wire) throws Exception {
        try (wire) {
            Float[] pixels = new Float[4 * 28 * 28];
            Arrays.fill(pixels, 0.5f);
            WireTensor images = WireTensor.floats("input", List.of(4L, 1L, 28L, 28L), pixels);
            for (int number = 0; end.isAhead(); number++) {
                asksForItsOwn(wire, number);
                assertThat(wire.infer("digits", "images", List.of(images))).hasSize(1);
            }
        }
        return null;
    }

    private static Void sendsNonsense(Until end) throws Exception {
        while (end.isAhead()) {
            var brackets = predictor.post("/v2/models/numbers/infer", "[".repeat(200_000));
            assertThat(brackets.statusCode()).isEqualTo(400);
            var ragged =
                    predictor.post("/v1/models/numbers:predict", "{\"instances\":[[1,2],[3]]}");
            assertThat(ragged.statusCode()).isEqualTo(400);
        }
        return null;
    }

    private static Void abandons(Until end) throws Exception {
        String body = JsonWire.body("endless", Loops.of(Loops.NEVER_ENDING));
        String request =
                "POST /v2/models/loop/infer HTTP/1.1\r\nHost: localhost\r\nContent-Length: %d\r\n\r\n%s"
                        .formatted(body.length(), body);
        while (end.isAhead()) {
            try (Socket socket = new Socket("localhost", predictor.port())) {
                socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
                socket.getOutputStream().flush();
                assertThat(predictor.get("/v2/health/live").statusCode()).isEqualTo(200);
            }
        }
        return null;
    }

    private static Void reloads(Until end) throws Exception {
        while (end.isAhead()) {
            for (String verb : List.of("unload", "load")) {
                var answer = predictor.post("/v2/repository/models/forest/" + verb, "");
                assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
            }
        }
        return null;
    }

    private static void runAll(List<Callable<Void>> work) throws Exception {
        try (ExecutorService threads = Executors.newFixedThreadPool(work.size())) {
            for (Future<Void> done : threads.invokeAll(work)) {
                done.get();
            }
        }
    }

    /// What the predictor keeps in memory, where the system tells it.
    private static OptionalLong residentBytes() throws IOException {
        Path status = Path.of("/proc", Long.toString(predictor.process().pid()), "status");
        if (!Files.exists(status)) {
            return OptionalLong.empty();
        }
        return Files.readAllLines(status).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
                .findFirst();
    }
}
