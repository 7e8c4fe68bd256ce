package dev.serval.benchmark.density;

import dev.serval.benchmark.load.PlainConnection;
import dev.serval.benchmark.measure.ProcessTree;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// Serves one small model under thousands of names within a memory budget, and prints what starting
/// takes, what a first answer of a model out of memory takes, and what memory loading and unloading
/// leave behind.
public final class DensityBenchmark {
    private static final int USUAL_MODELS = 10_000;
    private static final String BUDGET = "64M";
    private static final int COLD_ANSWERS = 500;
    private static final int FIRST_CYCLES = 100;
    private static final int CYCLES = 1_000;
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(20);
    private static final Duration SETTLING = Duration.ofSeconds(10);
    private static final String ROW = "{\"instances\":[[5.1,3.5,1.4,0.2]]}";

    private final ManyModels models;
    private final Process predictor;
    private final ProcessTree tree;
    private final int port;

    private DensityBenchmark(ManyModels models, Path launch) throws IOException {
        this.models = models;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        ProcessBuilder builder =
                new ProcessBuilder(
                        launch.toString(),
                        "--repository=" + models.folder(),
                        "--http_port=" + port);
        builder.environment().put("SERVAL_MODELS_MEMORY_BUDGET", BUDGET);
        predictor =
                builder.redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start();
        tree = new ProcessTree(predictor.toHandle());
    }

    /// @param args the checkout's root, and how many models
    public static void main(String... args) throws IOException, InterruptedException {
        Path root = Path.of(args[0]);
        int count = args.length > 1 ? Integer.parseInt(args[1]) : USUAL_MODELS;
        Path launch = root.resolve("predictor-runtime/target/quarkus-app/launch");
        Path model = root.resolve("examples/iris/model/model.onnx");
        try (ManyModels models = ManyModels.of(model, root.resolve("target"), count)) {
            DensityBenchmark benchmark = new DensityBenchmark(models, launch);
            try {
                benchmark.run();
            } finally {
                benchmark.end();
            }
        }
    }

    private void run() throws IOException, InterruptedException {
        long began = System.nanoTime();
        awaitReady();
        System.out.printf(
                "| %,d models, a budget of %s | |%n| --- | ---: |%n", models.count(), BUDGET);
        row("exec to ready, s", millisSince(began) / 1000);
        row("resident when ready, MB", residentMegabytes());
        try (PlainConnection connection = new PlainConnection(port)) {
            double[] first = firstAnswers(connection);
            row("first answer of a model out of memory, median ms", first[first.length / 2]);
            row("99th percentile, ms", first[first.length * 99 / 100]);
            row("resident after %d of them, MB".formatted(COLD_ANSWERS), residentMegabytes());
            cycle(connection, FIRST_CYCLES);
            double before = settledMegabytes();
            row("resident after %d unloads and loads, MB".formatted(FIRST_CYCLES), before);
            cycle(connection, CYCLES - FIRST_CYCLES);
            double after = settledMegabytes();
            row("resident after %,d, MB".formatted(CYCLES), after);
            row("growth, %", (after / before - 1) * 100);
        }
    }

    /// Of models from the end of the repository, which are out of memory: those before them filled
    /// the budget.
    private double[] firstAnswers(PlainConnection connection) throws IOException {
        int answers = Math.min(COLD_ANSWERS, models.count() / 2);
        double[] millis = new double[answers];
        for (int i = 0; i < answers; i++) {
            String name = ManyModels.name(models.count() - 1 - i);
            long asked = System.nanoTime();
            connection.requireOk("POST", "/v1/models/%s:predict".formatted(name), ROW);
            millis[i] = millisSince(asked);
        }
        Arrays.sort(millis);
        return millis;
    }

    private static void cycle(PlainConnection connection, int times) throws IOException {
        for (int i = 0; i < times; i++) {
            for (String verb : List.of("unload", "load")) {
                connection.requireOk(
                        "POST",
                        "/v2/repository/models/%s/%s".formatted(ManyModels.name(0), verb),
                        "{}");
            }
        }
    }

    private double settledMegabytes() throws InterruptedException {
        Thread.sleep(SETTLING);
        return residentMegabytes();
    }

    private double residentMegabytes() {
        return tree.residentBytes() / 1048576.0;
    }

    private void awaitReady() throws IOException, InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < end && predictor.isAlive()) {
            try (PlainConnection connection = new PlainConnection(port)) {
                if (connection.status("GET", "/v2/health/ready", "") == 200) {
                    return;
                }
            } catch (IOException notYet) {
                // Asked again below.
            }
            Thread.sleep(BETWEEN_LOOKS);
        }
        throw new IOException("the predictor was not ready in " + PATIENCE);
    }

    private void end() throws InterruptedException {
        predictor.destroy();
        if (!predictor.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            predictor.destroyForcibly();
        }
    }

    private static void row(String what, double figure) {
        System.out.printf("| %s | %.1f |%n", what, figure);
    }

    private static double millisSince(long nanos) {
        return (System.nanoTime() - nanos) / 1e6;
    }
}
