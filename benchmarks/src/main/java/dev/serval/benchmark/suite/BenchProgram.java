package dev.serval.benchmark.suite;

import static dev.serval.benchmark.model.MeasuredModel.CHANNEL_MEANS;
import static dev.serval.benchmark.model.MeasuredModel.DENSE;
import static dev.serval.benchmark.model.MeasuredModel.DIGITS;
import static dev.serval.benchmark.model.MeasuredModel.FOREST;
import static dev.serval.benchmark.model.MeasuredModel.IRIS;
import static dev.serval.benchmark.model.MeasuredModel.MOBILENET;

import ai.onnxruntime.OrtException;
import dev.serval.benchmark.measure.ServerProcess;
import dev.serval.benchmark.model.MeasuredModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/// `./serval bench [--quick] [FOLDER]`: measures Serval next to what it is compared with, and
/// writes the figures to the folder.
public final class BenchProgram {
    private static final int WRONG_USAGE = 2;

    private BenchProgram() {}

    static void main(String[] arguments) throws IOException, OrtException {
        List<String> given = Arrays.asList(arguments);
        List<String> folders = given.stream().filter(each -> !each.startsWith("-")).toList();
        boolean isUnknown =
                given.stream().anyMatch(each -> each.startsWith("-") && !each.equals("--quick"));
        if (isUnknown || folders.size() > 1) {
            System.err.println("Usage: serval bench [--quick] [FOLDER]");
            System.exit(WRONG_USAGE);
        }
        Path root = Path.of(System.getProperty("serval.root")).toAbsolutePath();
        Path folder =
                folders.isEmpty()
                        ? root.resolve("target/benchmark")
                        : Path.of(folders.getFirst()).toAbsolutePath();
        Effort effort = given.contains("--quick") ? Effort.QUICK : Effort.FULL;
        Report report = run(root, Files.createDirectories(folder), effort);
        report.writeTo(folder);
        System.out.println(report.toMarkdown());
    }

    /// How much time a run takes.
    ///
    /// @param models measured over each of the wires
    /// @param merged measured with requests merged and not
    private record Effort(
            List<MeasuredModel> models,
            List<Wire> wires,
            List<MeasuredModel> merged,
            int passes,
            Duration warmUp,
            Duration pass,
            Duration steady) {
        /// About a quarter of an hour.
        static final Effort FULL =
                new Effort(
                        List.of(IRIS, FOREST, DIGITS, MOBILENET, CHANNEL_MEANS),
                        List.of(Wire.values()),
                        List.of(FOREST, DIGITS, MOBILENET, DENSE),
                        3,
                        Duration.ofSeconds(2),
                        Duration.ofSeconds(3),
                        Duration.ofSeconds(60));

        /// About two minutes.
        static final Effort QUICK =
                new Effort(
                        List.of(IRIS, CHANNEL_MEANS),
                        List.of(Wire.V2_JSON, Wire.GRPC_RAW),
                        List.of(),
                        3,
                        Duration.ofSeconds(2),
                        Duration.ofSeconds(2),
                        Duration.ZERO);

        List<MeasuredModel> allModels() {
            return Stream.concat(models.stream(), merged.stream()).distinct().toList();
        }
    }

    private static Report run(Path root, Path folder, Effort effort)
            throws IOException, OrtException {
        Machine machine = Machine.here();
        try (Bench bench = new Bench(root, folder)) {
            ServerProcess serval = bench.startServal(effort.allModels());
            for (MeasuredModel model : effort.models()) {
                for (Wire wire : effort.wires()) {
                    bench.add(serval, model, wire);
                }
                if (model == IRIS || model == CHANNEL_MEANS) {
                    bench.addGrpcJava(model);
                }
            }
            bench.addHello();
            Passes passes = new Passes(bench, BenchProgram::say);
            passes.warmUp(effort.warmUp());
            passes.measure(effort.models(), effort.passes(), effort.pass());
            SteadyLoad steady = null;
            if (!effort.steady().isZero()) {
                say("1,000 requests a second on one processor");
                steady = SteadyLoad.run(bench, folder, effort.steady());
            }
            return new Report(
                    machine,
                    bench.cases().stream().map(Bench.RunnableCase::measured).toList(),
                    passes.rawMicros(),
                    merging(bench, serval, effort),
                    steady);
        }
    }

    private static List<Merging.Row> merging(Bench bench, ServerProcess serval, Effort effort)
            throws IOException {
        if (effort.merged().isEmpty()) {
            return List.of();
        }
        ServerProcess keepsApart = bench.startKeepingApart();
        return new Merging(bench, BenchProgram::say)
                .measure(serval, keepsApart, effort.merged(), effort.passes(), effort.pass());
    }

    private static void say(String text) {
        System.err.println("bench: " + text);
    }
}
