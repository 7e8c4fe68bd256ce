package dev.serval.it;

import static dev.serval.it.WireTensor.floats;
import static dev.serval.it.WireTensor.integers;
import static dev.serval.it.WireTensor.strings;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The same calls of real models over every wire: what comes back is the same, to the bit, also of
/// a model whose requests are merged whenever several wait.
class ContractIT {
    private static final String MERGED = "-merged";
    private static final Map<String, String> FILES =
            Map.of(
                    "linear", "iris_lr",
                    "zipmap", "iris_lr_zipmap",
                    "forest", "iris_rf",
                    "loop", "loop",
                    "text", "identity_BYTES",
                    "numbers", "identity_FP32");
    private static final Float[] TWO_FLOWERS = {5.1f, 3.5f, 1.4f, 0.2f, 6.7f, 3.0f, 5.2f, 2.3f};

    @TempDir static Path repository;

    private static Predictor predictor;
    private static List<Wire> wires;

    private static void merge(String model) throws IOException {
        Files.writeString(
                repository.resolve(model + MERGED).resolve("model.yaml"),
                "batching: {mode: always, maxLatency: 1}");
    }

    @BeforeAll
    static void start() throws Exception {
        ModelFolders folders = new ModelFolders(repository);
        for (Map.Entry<String, String> model : FILES.entrySet()) {
            folders.with(model.getKey() + "/1", model.getValue());
            folders.with(model.getKey() + MERGED + "/1", model.getValue());
            merge(model.getKey());
        }
        folders.withExample("digits/1", "digits-image");
        folders.withExample("digits" + MERGED + "/1", "digits-image");
        merge("digits");
        predictor = Predictor.ofRepository(repository);
        wires = Wire.all(predictor);
    }

    @AfterAll
    static void stop() throws Exception {
        wires.forEach(Wire::close);
        predictor.close();
    }

    /// A call, and the outputs that are known beforehand.
    private record Case(String model, List<WireTensor> inputs, List<WireTensor> expected) {}

    static List<Case> knownAnswers() {
        WireTensor flowers = floats("input", List.of(2L, 4L), TWO_FLOWERS);
        WireTensor classes = integers("label", List.of(2L), 0L, 2L);
        WireTensor odd =
                floats(
                        "x",
                        List.of(2L, 3L),
                        Float.NaN,
                        Float.POSITIVE_INFINITY,
                        Float.NEGATIVE_INFINITY,
                        -0.0f,
                        Float.MIN_VALUE,
                        0.1f);
        WireTensor words =
                strings("x", List.of(2L, 2L), utf8("a\0b"), utf8("🐱"), utf8(""), utf8("\"\\\n"));
        WireTensor nothing = floats("x", List.of(0L, 3L));
        return List.of(
                new Case("linear", List.of(flowers), List.of(classes)),
                new Case("zipmap", List.of(flowers), List.of(classes)),
                new Case("forest", List.of(flowers), List.of(classes)),
                new Case("numbers", List.of(odd), List.of(named("y", odd))),
                new Case("numbers", List.of(nothing), List.of(named("y", nothing))),
                new Case("text", List.of(words), List.of(named("y", words))),
                new Case(
                        "loop",
                        List.of(
                                integers("iterations", List.of(), 41L),
                                floats("x", List.of(2L), 1f, 2f)),
                        List.of(floats("y", List.of(2L), 42f, 43f))));
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static WireTensor named(String name, WireTensor tensor) {
        return new WireTensor(name, tensor.datatype(), tensor.shape(), tensor.values());
    }

    @ParameterizedTest
    @MethodSource("knownAnswers")
    void everyWireGivesTheKnownAnswer(Case known) throws Exception {
        List<WireTensor> first = answerOfEveryWire(known.model(), known.inputs());
        assertThat(first).containsAll(known.expected());
    }

    @Test
    void everyWireGivesTheSameScoresOfAHundredRandomFlowers() throws Exception {
        Float[] values = random(400);
        WireTensor flowers = floats("input", List.of(100L, 4L), values);
        for (String model : List.of("linear", "zipmap", "forest")) {
            List<WireTensor> outputs = answerOfEveryWire(model, List.of(flowers));
            assertThat(outputs).extracting(WireTensor::datatype).contains("INT64", "FP32");
            assertThat(outputs).allMatch(output -> output.shape().getFirst() == 100);
        }
    }

    @Test
    void everyWireGivesTheSameProbabilitiesOfImages() throws Exception {
        WireTensor images = floats("input", List.of(2L, 1L, 28L, 28L), random(2 * 28 * 28));
        assertThat(answerOfEveryWire("digits", List.of(images)))
                .singleElement()
                .satisfies(output -> assertThat(output.shape()).containsExactly(2L, 10L));
    }

    @Test
    void bytesThatAreNoTextComeBackAsTheyWereOverWiresThatCarryThem() throws Exception {
        WireTensor bytes =
                strings("x", List.of(1L, 2L), new byte[] {-1, 0, -2}, new byte[] {-64, -81});
        for (Wire wire : wires.subList(1, wires.size())) {
            assertThat(wire.infer("text", "bytes", List.of(bytes)))
                    .as(wire.toString())
                    .containsExactly(named("y", bytes));
        }
    }

    private static List<WireTensor> answerOfEveryWire(String model, List<WireTensor> inputs)
            throws Exception {
        List<WireTensor> first = wires.getFirst().infer(model, "first", inputs);
        for (Wire wire : wires) {
            for (String asked : List.of(model, model + MERGED)) {
                assertThat(wire.infer(asked, wire.toString(), inputs))
                        .as("%s of %s", wire, asked)
                        .isEqualTo(first);
            }
        }
        return first;
    }

    private static Float[] random(int count) {
        Random random = new Random(7);
        Float[] values = new Float[count];
        for (int i = 0; i < count; i++) {
            values[i] = random.nextFloat();
        }
        return values;
    }
}
