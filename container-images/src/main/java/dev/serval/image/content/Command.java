package dev.serval.image.content;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// A program of somebody else's that is run to its end.
final class Command {
    private static final long PATIENCE_MINUTES = 10;
    private static final int LINES_TOLD = 20;

    private Command() {}

    /// @param log the file for what it prints
    /// @throws IOException if it fails, with the last that it printed
    static void run(List<String> words, Path log) throws IOException, InterruptedException {
        Process process =
                new ProcessBuilder(words)
                        .redirectErrorStream(true)
                        .redirectOutput(log.toFile())
                        .start();
        try {
            if (!process.waitFor(PATIENCE_MINUTES, TimeUnit.MINUTES)) {
                throw new IOException(
                        "%s did not end in %d minutes"
                                .formatted(words.getFirst(), PATIENCE_MINUTES));
            }
        } finally {
            process.destroyForcibly();
        }
        if (process.exitValue() != 0) {
            List<String> lines = Files.readAllLines(log);
            throw new IOException(
                    "%s ended with code %d: %s"
                            .formatted(
                                    words.getFirst(),
                                    process.exitValue(),
                                    String.join(
                                            System.lineSeparator(),
                                            lines.subList(
                                                    Math.max(0, lines.size() - LINES_TOLD),
                                                    lines.size()))));
        }
    }
}
