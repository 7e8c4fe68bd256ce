package dev.serval.benchmark.suite;

import dev.serval.benchmark.load.LoadPlan;
import dev.serval.benchmark.load.LoadResult;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// Runs a load in a process of its own, so that what it takes is not the server's.
final class LoadProcess {
    private LoadProcess() {}

    /// @throws IOException with what the load said, if it could not be run to its end
    static LoadResult run(LoadPlan plan) throws IOException {
        List<String> command =
                JavaCommand.of(
                        "dev.serval.benchmark.load.LoadProgram", plan.toArguments().toArray());
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            if (process.waitFor() != 0) {
                throw new IOException("the load on %s failed: %s".formatted(plan.path(), said));
            }
        } catch (InterruptedException stopped) {
            process.destroy();
            Thread.currentThread().interrupt();
            throw new IOException("interrupted during a load", stopped);
        }
        return LoadResult.parse(said);
    }
}
