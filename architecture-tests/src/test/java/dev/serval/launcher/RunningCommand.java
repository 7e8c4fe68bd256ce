package dev.serval.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/// A script that runs, with its output in files that can be read while it does.
record RunningCommand(Process process, Path output, Path errors) {
    private static final int PATIENCE_SECONDS = 60;

    /// How a script ended and what it printed.
    record Result(int exitCode, String output, String errors) {}

    static RunningCommand start(ProcessBuilder builder, Path folder) throws IOException {
        var output = folder.resolve("output");
        var errors = folder.resolve("errors");
        var process =
                builder.redirectOutput(output.toFile()).redirectError(errors.toFile()).start();
        process.getOutputStream().close();
        return new RunningCommand(process, output, errors);
    }

    Result result() throws IOException, InterruptedException {
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new IllegalStateException(
                    "the script did not end within %d s; it said: %s"
                            .formatted(PATIENCE_SECONDS, Files.readString(errors)));
        }
        return new Result(process.exitValue(), Files.readString(output), Files.readString(errors));
    }

    boolean hasSaid(String text) throws IOException {
        return Files.readString(errors).contains(text);
    }
}
