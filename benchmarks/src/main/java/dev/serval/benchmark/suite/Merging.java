package dev.serval.benchmark.suite;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.serval.benchmark.load.LoadPlan;
import dev.serval.benchmark.load.LoadResult;
import dev.serval.benchmark.load.PlainConnection;
import dev.serval.benchmark.measure.ServerProcess;
import dev.serval.benchmark.model.MeasuredModel;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.ToDoubleFunction;

/// What merging requests gains: many callers, each with a connection of its own, ask the same model
/// of a server that merges where its measurements say that it pays, which is how Serval starts, and
/// of one that never merges. They take turns.
final class Merging {
    private static final int CALLERS = 64;
    private static final int WARM_UPS = 4;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Bench bench;
    private final Consumer<String> progress;

    Merging(Bench bench, Consumer<String> progress) {
        this.bench = bench;
        this.progress = progress;
    }

    /// The model's counts, and what its server says of merging its requests.
    private record Counts(long rows, long runs, String reason) {}

    /// A model's passes on both servers.
    ///
    /// @param rowsPerRun how many rows the server that may merge computed at once, on average
    /// @param reason why it merges, or why not, in its own word
    record Row(
            MeasuredModel model,
            List<LoadResult> merged,
            List<LoadResult> apart,
            double rowsPerRun,
            String reason) {
        /// Requests a second where requests may be merged, as a multiple of those where not, by the
        /// medians of the passes.
        double gain() {
            return median(merged, LoadResult::perSecond) / median(apart, LoadResult::perSecond);
        }

        long errors() {
            return merged.stream().mapToLong(LoadResult::errors).sum()
                    + apart.stream().mapToLong(LoadResult::errors).sum();
        }
    }

    static double median(List<LoadResult> passes, ToDoubleFunction<LoadResult> figure) {
        List<LoadResult> sorted =
                passes.stream().sorted(Comparator.comparingDouble(figure)).toList();
        return figure.applyAsDouble(sorted.get(sorted.size() / 2));
    }

    /// @param merges a server that merges where it pays
    /// @param keepsApart one that never does, with the same models
    List<Row> measure(
            ServerProcess merges,
            ServerProcess keepsApart,
            List<MeasuredModel> models,
            int passes,
            Duration pass)
            throws IOException {
        List<Row> rows = new ArrayList<>();
        for (MeasuredModel model : models) {
            progress.accept("%d callers of %s".formatted(CALLERS, model.modelName()));
            LoadPlan onMerging = plan(model, merges, pass);
            LoadPlan onKeepingApart = plan(model, keepsApart, pass);
            for (int i = 0; i < WARM_UPS; i++) {
                LoadProcess.run(onMerging);
                LoadProcess.run(onKeepingApart);
            }
            Counts before = counts(model, merges);
            List<LoadResult> merged = new ArrayList<>();
            List<LoadResult> apart = new ArrayList<>();
            for (int i = 0; i < passes; i++) {
                merged.add(LoadProcess.run(onMerging));
                apart.add(LoadProcess.run(onKeepingApart));
            }
            Counts after = counts(model, merges);
            double rowsPerRun =
                    (double) (after.rows() - before.rows())
                            / Math.max(1, after.runs() - before.runs());
            rows.add(new Row(model, merged, apart, rowsPerRun, after.reason()));
        }
        return rows;
    }

    private LoadPlan plan(MeasuredModel model, ServerProcess server, Duration pass)
            throws IOException {
        return Wire.GRPC_RAW
                .plan(model, server.port(), CALLERS, bench.folder())
                .spread()
                .lasting(pass);
    }

    private static Counts counts(MeasuredModel model, ServerProcess server) throws IOException {
        try (PlainConnection connection = new PlainConnection(server.port())) {
            String path = "/v2/models/%s/stats".formatted(model.modelName());
            var stats = JSON.readTree(connection.requireOk("GET", path, "")).at("/model_stats/0");
            return new Counts(
                    stats.required("inference_count").asLong(),
                    stats.required("execution_count").asLong(),
                    stats.required("batching").required("reason").asText());
        }
    }
}
