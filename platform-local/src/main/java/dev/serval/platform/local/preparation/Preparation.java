package dev.serval.platform.local.preparation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// Starts the rehearsal with the command of the program, and waits until it has ended, which is
/// when Java writes its cache.
public final class Preparation {
    private static final int LEAST_ARGUMENTS = 3;
    private static final long PATIENCE_SECONDS = 300;
    private static final String JAR_OPTION = "-jar";

    private Preparation() {}

    /// @param args a file with the service `iris`, beside it the file `input.json` of a call; the
    ///   file for what the program prints; and the program's command
    /// @throws IOException if a verb failed
    public static void main(String... args) throws IOException, InterruptedException {
        if (args.length < LEAST_ARGUMENTS) {
            throw new IllegalArgumentException("expected SERVICE_FILE LOG COMMAND...");
        }
        Path state = Files.createTempDirectory("serval-preparation");
        List<String> command = rehearsal(Arrays.asList(args).subList(2, args.length));
        command.addAll(List.of(args[0], state.toString()));
        Process rehearsal =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(Path.of(args[1]).toFile())
                        .start();
        try {
            if (!rehearsal.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw new IOException("it did not end in %d s".formatted(PATIENCE_SECONDS));
            }
            if (rehearsal.exitValue() != 0) {
                throw new IOException("it ended with code " + rehearsal.exitValue());
            }
        } finally {
            rehearsal.destroyForcibly();
            delete(state);
        }
    }

    /// The command `java … -jar JAR`, made one of the rehearsal in the same jar.
    private static List<String> rehearsal(List<String> command) {
        List<String> words = new ArrayList<>(command);
        words.replaceAll(word -> word.equals(JAR_OPTION) ? "-cp" : word);
        words.add(Rehearsal.class.getName());
        return words;
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted((one, other) -> other.compareTo(one)).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
