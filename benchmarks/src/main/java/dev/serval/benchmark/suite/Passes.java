package dev.serval.benchmark.suite;

import ai.onnxruntime.OrtException;
import dev.serval.benchmark.baseline.RawLoop;
import dev.serval.benchmark.load.LoadPlan;
import dev.serval.benchmark.load.LoadResult;
import dev.serval.benchmark.measure.Allocation;
import dev.serval.benchmark.model.MeasuredModel;
import dev.serval.benchmark.suite.Bench.RunnableCase;
import java.io.IOException;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/// Measures all cases again and again in turns, with the raw loop between them, so that whatever
/// else the machine does falls on all alike.
final class Passes {
    private static final long ENOUGH = 50_000;
    private static final long ENOUGH_LARGE = 800;
    private static final int MOST_ROUNDS = 6;

    private final Bench bench;
    private final Consumer<String> progress;
    private final Map<MeasuredModel, Double> rawMicros = new EnumMap<>(MeasuredModel.class);

    Passes(Bench bench, Consumer<String> progress) {
        this.bench = bench;
        this.progress = progress;
    }

    /// Lets every server compile what it needs, which takes requests more than time: a case is run
    /// until it has answered many, though not for ever.
    void warmUp(Duration round) throws IOException {
        for (RunnableCase each : bench.cases()) {
            progress.accept("warming up " + title(each));
            long enough = each.measured().isLarge() ? ENOUGH_LARGE : ENOUGH;
            long answered = 0;
            for (int i = 0; i < MOST_ROUNDS && answered < enough; i++) {
                answered += LoadProcess.run(each.plan().lasting(round)).requests();
            }
        }
    }

    void measure(List<MeasuredModel> models, int passes, Duration duration)
            throws IOException, OrtException {
        for (int pass = 1; pass <= passes; pass++) {
            for (MeasuredModel model : models) {
                progress.accept(
                        "pass %d of %d: ONNX Runtime alone, %s"
                                .formatted(pass, passes, model.modelName()));
                double micros =
                        RawLoop.microsPerRun(
                                bench.fileOf(model), model.rawElements(), duration.dividedBy(2));
                rawMicros.merge(model, micros, Math::min);
                for (RunnableCase each : bench.cases()) {
                    if (each.measured().model() == model) {
                        measure(each, pass, duration);
                    }
                }
            }
            for (RunnableCase each : bench.cases()) {
                if (each.measured().model() == null) {
                    measure(each, pass, duration);
                }
            }
        }
    }

    /// Processor time of one run of ONNX Runtime alone, the least of all passes.
    Map<MeasuredModel, Double> rawMicros() {
        return Map.copyOf(rawMicros);
    }

    private void measure(RunnableCase each, int pass, Duration duration) throws IOException {
        Figures figures = measure(each, each.plan().lasting(duration));
        each.measured().add(figures);
        progress.accept("pass %d: %s: %.1f µs".formatted(pass, title(each), figures.cpuMicros()));
    }

    private static Figures measure(RunnableCase each, LoadPlan plan) throws IOException {
        long allocatedBefore = Allocation.bytesOf(each.server().processId());
        double cpuBefore = each.server().tree().cpuSeconds();
        LoadResult load = LoadProcess.run(plan);
        double cpu = each.server().tree().cpuSeconds() - cpuBefore;
        long allocated = Allocation.bytesOf(each.server().processId()) - allocatedBefore;
        long requests = Math.max(1, load.requests() + load.errors());
        return new Figures(cpu * 1e6 / requests, (double) allocated / requests, load);
    }

    private static String title(RunnableCase each) {
        Measured measured = each.measured();
        return "%s %s %s".formatted(measured.server(), measured.modelName(), measured.wire());
    }
}
