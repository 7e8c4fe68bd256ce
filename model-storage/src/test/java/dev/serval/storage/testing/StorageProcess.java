package dev.serval.storage.testing;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// The storage program as a process of its own.
public final class StorageProcess implements AutoCloseable {
    private static final String PROGRAM = "dev.serval.storage.command.StorageProgram";

    private final Process process;
    private final Path printed;

    private StorageProcess(Process process, Path printed) {
        this.process = process;
        this.printed = printed;
    }

    /// Starts it with a heap of 48 MB.
    public static StorageProcess start(Map<String, String> environment, String... arguments)
            throws IOException {
        List<String> command =
                new ArrayList<>(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-Xmx48m",
                                "-XX:+UseSerialGC",
                                "-XX:TieredStopAtLevel=1",
                                "-cp",
                                System.getProperty("java.class.path"),
                                PROGRAM));
        command.addAll(List.of(arguments));
        Path printed = Files.createTempFile("storage-process", ".txt");
        ProcessBuilder builder =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(printed.toFile());
        builder.environment().putAll(environment);
        return new StorageProcess(builder.start(), printed);
    }

    public Process process() {
        return process;
    }

    /// Ends it as a machine out of memory does.
    public void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /// Its exit code.
    public int await() throws InterruptedException {
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
            throw new AssertionError("the program still runs: " + printed());
        }
        return process.exitValue();
    }

    public String printed() {
        try {
            return Files.readString(printed, StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new java.io.UncheckedIOException(unreadable);
        }
    }

    @Override
    public void close() throws IOException {
        process.destroyForcibly();
        Files.deleteIfExists(printed);
    }
}
