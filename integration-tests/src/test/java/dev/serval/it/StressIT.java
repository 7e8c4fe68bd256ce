package dev.serval.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.serval.server.grpc.proto.GRPCInferenceServiceGrpc;
import io.grpc.ManagedChannel;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Everything at once: all wires, requests of one row and of thousands, callers that go away,
/// nonsense, models that come and go; and every answer is what ONNX Runtime says it is. How long is
/// the property `serval.stress.seconds`.
@Timeout(value = 1, unit = TimeUnit.HOURS)
class StressIT {
    private static final Duration DURATION =
            Duration.ofSeconds(Long.getLong("serval.stress.seconds", 12));
    private static final Duration LONGEST_END = Duration.ofMinutes(2);
    private static final int THREADS_PER_WIRE = 2;
    private static final float TOLERANCE = 1e-5f;

    @TempDir static Path repository;
    private static Predictor predictor;
    private static Map<String, RawEngine> engines;

    @BeforeAll
    static void start() throws Exception {
        new ModelFolders(repository)
                .with("iris/1", "iris_lr")
                .with("forest/1", "iris_rf")
                .withExample("digits/1", "digits-image")
                .with("numbers/1", "identity_FP32")
                .with("guest/1", "iris_rf")
                .with("loop/1", "loop");
        engines =
                Map.of(
                        "iris", engine("iris"),
                        "forest", engine("forest"),
                        "digits", engine("digits"),
                        "numbers", engine("numbers"));
        predictor = Predictor.ofRepository(repository);
    }

    private static RawEngine engine(String model) throws Exception {
        return new RawEngine(repository.resolve(model).resolve("1").resolve("model.onnx"));
    }

    @AfterAll
    static void stop() throws Exception {
        predictor.close();
        for (RawEngine engine : engines.values()) {
            engine.close();
        }
    }

    @Test
    void everyAnswerIsTheRawEnginesWhateverElseGoesOn() throws Exception {
        long end = System.nanoTime() + DURATION.toNanos();
        AtomicLong answers = new AtomicLong();
        List<Callable<Void>> work = new ArrayList<>();
        for (int i = 0; i < THREADS_PER_WIRE; i++) {
            for (Wire wire : Wire.all(predictor)) {
                Random random = new Random(work.size());
                work.add(() -> asks(wire, random, end, answers));
            }
        }
        work.add(() -> reloads(end));
        work.add(() -> abandonsOverHttp(end));
        work.add(() -> abandonsOverGrpc(end));
        work.add(() -> sendsNonsense(end));
        runAll(work);
        assertThat(answers.get()).isGreaterThan(100);
        predictor.awaitIdle();
        assertThat(predictor.log()).doesNotContain("\"ERROR\"").doesNotContain("nobody foresaw");
    }

    private static Void asks(Wire wire, Random random, long end, AtomicLong answers)
            throws Exception {
        List<String> models = engines.keySet().stream().sorted().toList();
        try (wire) {
            while (System.nanoTime() < end) {
                String model = models.get(random.nextInt(models.size()));
                WireTensor input = input(model, random);
                String id = model + "-" + random.nextInt();
                List<WireTensor> answer = wire.infer(model, id, List.of(input));
                RawEngine engine = Objects.requireNonNull(engines.get(model));
                requireSame(answer, engine.infer(input));
                answers.incrementAndGet();
            }
        }
        return null;
    }

    /// Mostly a row, sometimes some, now and then a great many.
    private static WireTensor input(String model, Random random) {
        boolean images = model.equals("digits");
        long rows =
                switch (random.nextInt(20)) {
                    case 0 -> images ? 20 : 3_000;
                    case 1, 2, 3 -> 1 + random.nextInt(images ? 4 : 40);
                    default -> 1;
                };
        List<Long> shape =
                switch (model) {
                    case "digits" -> List.of(rows, 1L, 28L, 28L);
                    case "numbers" -> List.of(rows, 2L);
                    default -> List.of(rows, 4L);
                };
        int count = Math.toIntExact(shape.stream().reduce(1L, (a, b) -> a * b));
        Float[] values = new Float[count];
        for (int i = 0; i < count; i++) {
            values[i] = random.nextFloat() * 8;
        }
        return WireTensor.floats(model.equals("numbers") ? "x" : "input", shape, values);
    }

    /// Floats may differ in their last digits, for rows may be computed together with others, and a
    /// row's label where its best scores differ by no more.
    private static void requireSame(List<WireTensor> found, List<WireTensor> expected) {
        assertThat(found).hasSameSizeAs(expected);
        for (int i = 0; i < expected.size(); i++) {
            WireTensor one = found.get(i);
            WireTensor other = expected.get(i);
            assertThat(one.name()).isEqualTo(other.name());
            assertThat(one.shape()).isEqualTo(other.shape());
            assertThat(one.values()).hasSameSizeAs(other.values());
            for (int k = 0; k < other.values().size(); k++) {
                if (other.values().get(k) instanceof Float number) {
                    assertThat((Float) one.values().get(k))
                            .isCloseTo(number, within(TOLERANCE * Math.max(1, Math.abs(number))));
                } else if (!one.values().get(k).equals(other.values().get(k))) {
                    assertThat(expected).as("the scores of a label").hasSize(2);
                    requireTie(
                            expected.get(1 - i),
                            k,
                            (Long) one.values().get(k),
                            (Long) other.values().get(k));
                }
            }
        }
    }

    /// That a row's scores for two labels differ by no more than rows computed together do.
    private static void requireTie(WireTensor scores, int row, long found, long expected) {
        int labels = Math.toIntExact(scores.shape().getLast());
        float one = (Float) scores.values().get(row * labels + Math.toIntExact(found));
        float other = (Float) scores.values().get(row * labels + Math.toIntExact(expected));
        assertThat(one)
                .as(
                        "label %d of row %d, expected %d; scores %s",
                        found, row, expected, scores.values())
                .isCloseTo(other, within(TOLERANCE));
    }

    private static Void reloads(long end) throws Exception {
        String body = JsonWire.body("guest", List.of(input("forest", new Random(1))));
        while (System.nanoTime() < end) {
            for (String verb : List.of("unload", "load")) {
                var done = predictor.post("/v2/repository/models/guest/" + verb, "");
                assertThat(done.statusCode()).as(done.body()).isEqualTo(200);
                var asked = predictor.post("/v2/models/guest/infer", body);
                assertThat(asked.statusCode())
                        .as(asked.body())
                        .isEqualTo(verb.equals("load") ? 200 : 503);
            }
        }
        return null;
    }

    /// Sends requests of which half are quickly answered and half never, and waits for none.
    private static Void abandonsOverHttp(long end) throws Exception {
        List<String> bodies =
                List.of(
                        JsonWire.body("short", Loops.of(1)),
                        JsonWire.body("endless", Loops.of(Loops.NEVER_ENDING)));
        for (int i = 0; System.nanoTime() < end; i++) {
            String body = bodies.get(i % 2);
            String request =
                    "POST /v2/models/loop/infer HTTP/1.1\r\nHost: localhost\r\nContent-Length: %d\r\n\r\n%s"
                            .formatted(body.length(), body);
            try (Socket socket = new Socket("localhost", predictor.port())) {
                socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
                assertThat(predictor.get("/v2/health/live").statusCode()).isEqualTo(200);
            }
        }
        return null;
    }

    private static Void abandonsOverGrpc(long end) throws Exception {
        ManagedChannel channel = predictor.channel();
        try {
            while (System.nanoTime() < end) {
                var call =
                        GRPCInferenceServiceGrpc.newFutureStub(channel)
                                .modelInfer(
                                        GrpcWire.typedRequest(
                                                "loop", "endless", Loops.of(Loops.NEVER_ENDING)));
                assertThat(predictor.get("/v2/health/live").statusCode()).isEqualTo(200);
                call.cancel(true);
            }
        } finally {
            channel.shutdownNow();
        }
        return null;
    }

    private static Void sendsNonsense(long end) throws Exception {
        while (System.nanoTime() < end) {
            var brackets = predictor.post("/v2/models/numbers/infer", "[".repeat(100_000));
            assertThat(brackets.statusCode()).isEqualTo(400);
            var ragged = predictor.post("/v1/models/iris:predict", "{\"instances\":[[1,2],[3]]}");
            assertThat(ragged.statusCode()).isEqualTo(400);
        }
        return null;
    }

    private static void runAll(List<Callable<Void>> work) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(work.size());
        try {
            long patience = DURATION.plus(LONGEST_END).toSeconds();
            for (Future<Void> done : threads.invokeAll(work, patience, TimeUnit.SECONDS)) {
                done.get();
            }
        } finally {
            threads.shutdownNow();
        }
    }
}
