package dev.serval.storage.fetch;

import dev.serval.storage.testing.SparseServer;
import dev.serval.storage.testing.StorageProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// How fast a large file comes over loopback, against `curl` in the same run, and in how much
/// memory. No test: `main` prints, and holds nothing against anything.
final class DownloadBenchmark {
    private static final int ROUNDS = 3;
    private static final Pattern PEAK = Pattern.compile("VmHWM:\\s+(\\d+) kB");

    private DownloadBenchmark() {}

    /// @param arguments the file's gigabytes; five if there are none
    public static void main(String... arguments) throws Exception {
        long gigabytes = arguments.length == 0 ? 5 : Long.parseLong(arguments[0]);
        Path folder = Files.createTempDirectory("download-benchmark");
        try (SparseServer server = new SparseServer(gigabytes << 30)) {
            for (int round = 1; round <= ROUNDS; round++) {
                System.out.printf("round %d, %d GiB over loopback%n", round, gigabytes);
                double curl = seconds(() -> curl(server.url(), folder.resolve("curl")));
                System.out.printf("  curl                 %6.1f s%n", curl);
                for (int parallel : new int[] {1, 8}) {
                    Path model = folder.resolve("model");
                    long[] peak = new long[1];
                    double own = seconds(() -> peak[0] = pull(server.url(), model, parallel));
                    System.out.printf(
                            "  serval, %d at a time  %6.1f s, %.2f times curl's, at most %d MB of memory%n",
                            parallel, own, own / curl, peak[0] >> 10);
                    delete(model.resolve("big.onnx"));
                    delete(model.resolve(".serval-pulled"));
                    delete(model);
                }
            }
        } finally {
            delete(folder);
        }
    }

    private interface Work {
        void run() throws Exception;
    }

    private static double seconds(Work work) throws Exception {
        long start = System.nanoTime();
        work.run();
        return Duration.ofNanos(System.nanoTime() - start).toMillis() / 1000.0;
    }

    /// `curl` and then `sync`, for a pull too ends when its bytes are on the disk.
    private static void curl(String url, Path file) throws Exception {
        run("curl", "-s", "-o", file.toString(), url);
        run("sync", file.toString());
        delete(file);
    }

    /// @return the peak of its memory in kB
    private static long pull(String url, Path model, int parallel) throws Exception {
        long peak = 0;
        try (StorageProcess process =
                StorageProcess.start(
                        Map.of(), "pull", url, model.toString(), "--parallel=" + parallel)) {
            while (!process.process().waitFor(50, TimeUnit.MILLISECONDS)) {
                peak = Math.max(peak, peakOf(process.process().pid()));
            }
            if (process.await() != 0) {
                throw new IllegalStateException(process.printed());
            }
        }
        return peak;
    }

    private static long peakOf(long process) {
        try {
            Matcher peak =
                    PEAK.matcher(Files.readString(Path.of("/proc/%d/status".formatted(process))));
            return peak.find() ? Long.parseLong(peak.group(1)) : 0;
        } catch (IOException gone) {
            return 0;
        }
    }

    private static void run(String... command) throws Exception {
        int code = new ProcessBuilder(command).inheritIO().start().waitFor();
        if (code != 0) {
            throw new IllegalStateException(String.join(" ", command) + " ended with " + code);
        }
    }

    private static void delete(Path path) throws IOException {
        Files.deleteIfExists(path);
    }
}
