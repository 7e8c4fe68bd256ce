package dev.serval.benchmark.suite;

import dev.serval.benchmark.load.LoadPlan;
import dev.serval.benchmark.load.LoadResult;
import dev.serval.benchmark.measure.ServerProcess;
import dev.serval.benchmark.model.MeasuredModel;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/// A thousand requests a second of iris on a server that has one processor.
///
/// @param residentBytes of the server after its first thousand requests
record SteadyLoad(LoadResult load, long residentBytes) {
    private static final int RATE = 1_000;
    private static final int CONNECTIONS = 16;

    static SteadyLoad run(Bench bench, Path folder, Duration duration) throws IOException {
        List<String> command = bench.servalCommand(List.of("taskset", "-c", "0"));
        ServerProcess server = bench.start(command, "one-processor");
        try {
            server.awaitReady("/v2/health/ready");
            LoadPlan plan =
                    Wire.V2_JSON.plan(MeasuredModel.IRIS, server.port(), CONNECTIONS, folder);
            LoadPlan steady = atRate(plan);
            LoadProcess.run(steady.lasting(Duration.ofSeconds(1)));
            long resident = server.tree().residentBytes();
            LoadProcess.run(steady.lasting(duration.dividedBy(4)));
            return new SteadyLoad(LoadProcess.run(steady.lasting(duration)), resident);
        } finally {
            server.close();
        }
    }

    private static LoadPlan atRate(LoadPlan plan) {
        return new LoadPlan(
                plan.port(),
                plan.transport(),
                plan.path(),
                plan.headers(),
                plan.body(),
                plan.connections(),
                plan.streams(),
                plan.duration(),
                RATE);
    }
}
