package dev.serval.benchmark.startup;

import dev.serval.benchmark.load.PlainConnection;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// One start of a predictor of iris, which is ended afterwards.
///
/// @param readyMillis from before the process was made until it said it was ready
/// @param cpuMillis of all its threads until then
/// @param firstAnswerMillis of the first inference
record StartMeasurement(
        double readyMillis,
        double cpuMillis,
        double firstAnswerMillis,
        double readyMegabytes,
        double usedMegabytes) {
    private static final int REQUESTS = 1000;
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(2);
    private static final String READY = "/v2/health/ready";
    private static final String PREDICT = "/v1/models/iris:predict";
    private static final String ROW = "{\"instances\":[[5.1,3.5,1.4,0.2]]}";

    static StartMeasurement of(List<String> program, Path model)
            throws IOException, InterruptedException {
        int port = freePort();
        List<String> command = new ArrayList<>(program);
        command.addAll(List.of("--model_dir=" + model, "--model_name=iris", "--http_port=" + port));
        ProcessBuilder builder =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD);
        long start = System.nanoTime();
        Process process = builder.start();
        try {
            awaitReady(process, port);
            double ready = millisSince(start);
            double cpu = process.info().totalCpuDuration().orElse(Duration.ZERO).toMillis();
            double readyMegabytes = residentMegabytes(process);
            long asked = System.nanoTime();
            try (PlainConnection connection = new PlainConnection(port)) {
                connection.requireOk("POST", PREDICT, ROW);
                double first = millisSince(asked);
                for (int request = 1; request < REQUESTS; request++) {
                    connection.requireOk("POST", PREDICT, ROW);
                }
                return new StartMeasurement(
                        ready, cpu, first, readyMegabytes, residentMegabytes(process));
            }
        } finally {
            process.destroy();
            if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        }
    }

    private static void awaitReady(Process process, int port)
            throws IOException, InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < end && process.isAlive()) {
            try (PlainConnection connection = new PlainConnection(port)) {
                if (connection.status("GET", READY, "") == 200) {
                    return;
                }
            } catch (IOException notYet) {
                // Asked again below.
            }
            Thread.sleep(BETWEEN_LOOKS);
        }
        throw new IOException("the predictor was not ready in " + PATIENCE);
    }

    private static double residentMegabytes(Process process) throws IOException {
        return Files.readAllLines(Path.of("/proc", Long.toString(process.pid()), "status")).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToDouble(line -> Double.parseDouble(line.replaceAll("[^0-9]", "")) / 1024)
                .findFirst()
                .orElse(Double.NaN);
    }

    private static double millisSince(long nanos) {
        return (System.nanoTime() - nanos) / 1e6;
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
