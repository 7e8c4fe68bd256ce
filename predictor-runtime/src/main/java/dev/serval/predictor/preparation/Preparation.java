package dev.serval.predictor.preparation;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// Starts a predictor with the command it is given, calls it, ends it in order and waits until it
/// has ended, which is when Java writes its cache.
public final class Preparation {
    private static final int LEAST_ARGUMENTS = 3;
    private static final long PATIENCE_SECONDS = 300;
    private static final String MODEL = "model";

    private Preparation() {}

    /// @param args the directory of a model of four numbers a row, the file for the predictor's
    ///   log, and the predictor's command
    /// @throws IOException if the predictor could not be called, or did not end in order
    public static void main(String... args) throws IOException, InterruptedException {
        if (args.length < LEAST_ARGUMENTS) {
            throw new IllegalArgumentException("expected MODEL_DIR LOG COMMAND...");
        }
        int port = freePort();
        List<String> command = new ArrayList<>(Arrays.asList(args).subList(2, args.length));
        command.addAll(
                List.of("--model_dir=" + args[0], "--model_name=" + MODEL, "--http_port=" + port));
        Process predictor =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(Path.of(args[1]).toFile())
                        .start();
        try (SampleCalls calls = new SampleCalls(port, MODEL)) {
            calls.awaitReady(predictor);
            calls.makeAll();
            end(predictor);
        } finally {
            predictor.destroyForcibly();
        }
    }

    private static void end(Process predictor) throws IOException, InterruptedException {
        predictor.destroy();
        if (!predictor.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            throw new IOException("the predictor did not end in %d s".formatted(PATIENCE_SECONDS));
        }
        if (predictor.exitValue() != 0) {
            throw new IOException("the predictor ended with code " + predictor.exitValue());
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
