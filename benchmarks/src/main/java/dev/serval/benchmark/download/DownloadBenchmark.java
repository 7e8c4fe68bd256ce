package dev.serval.benchmark.download;

import dev.serval.storage.testing.SparseServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// How fast a large file comes over loopback, written to a disk and synced, against `curl` in the
/// same round, and in how much memory.
final class DownloadBenchmark {
    private static final String HEAP = "-Xmx48m";
    private static final Pattern PEAK = Pattern.compile("VmHWM:\\s+(\\d+) kB");

    private final Path program;
    private final Path folder;
    private final SparseServer server;

    private DownloadBenchmark(Path program, Path folder, SparseServer server) {
        this.program = program;
        this.folder = folder;
        this.server = server;
    }

    /// @param arguments the packaged program; then, each if the ones before are given, the file's
    ///   size in GiB, the rounds, and the folder to write to
    public static void main(String... arguments) throws Exception {
        long gibibytes = arguments.length > 1 ? Long.parseLong(arguments[1]) : 5;
        int rounds = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 3;
        Path parent =
                Path.of(arguments.length > 3 ? arguments[3] : System.getProperty("java.io.tmpdir"));
        Path folder = Files.createTempDirectory(parent, "download-benchmark");
        try (SparseServer server = new SparseServer(gibibytes << 30)) {
            DownloadBenchmark benchmark =
                    new DownloadBenchmark(Path.of(arguments[0]), folder, server);
            System.out.printf(
                    "A file of %d GiB over loopback, heap %s, %d processors.%n%n",
                    gibibytes, HEAP, Runtime.getRuntime().availableProcessors());
            System.out.println(
                    "| round | `curl`, then `sync` | one request at a time | eight at a time | most memory |");
            System.out.println("| --- | --- | --- | --- | --- |");
            for (int round = 1; round <= rounds; round++) {
                System.out.println(benchmark.round(round));
            }
        } finally {
            delete(folder);
        }
    }

    private record Pulled(double seconds, long peakKilobytes) {}

    private String round(int number) throws Exception {
        double curl = curl();
        Pulled one = pull(1);
        Pulled eight = pull(8);
        return "| %d | %.1f s | %.1f s (%.2f times) | %.1f s (%.2f times) | %d MB |"
                .formatted(
                        number,
                        curl,
                        one.seconds(),
                        one.seconds() / curl,
                        eight.seconds(),
                        eight.seconds() / curl,
                        Math.max(one.peakKilobytes(), eight.peakKilobytes()) >> 10);
    }

    /// `curl` and then `sync`, for a pull too ends when its bytes are on the disk.
    private double curl() throws Exception {
        Path file = folder.resolve("curl");
        long start = System.nanoTime();
        run("curl", "-s", "-o", file.toString(), server.url());
        run("sync", file.toString());
        double seconds = secondsSince(start);
        Files.delete(file);
        return seconds;
    }

    private Pulled pull(int parallel) throws Exception {
        Path model = folder.resolve("model");
        List<String> command =
                new ArrayList<>(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                HEAP,
                                "-XX:+UseSerialGC",
                                "-XX:TieredStopAtLevel=1",
                                "-jar",
                                program.toString(),
                                "pull",
                                server.url(),
                                model.toString(),
                                "--quiet",
                                "--parallel=" + parallel));
        long start = System.nanoTime();
        long peak = 0;
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        while (!process.waitFor(50, TimeUnit.MILLISECONDS)) {
            peak = Math.max(peak, peakOf(process.pid()));
        }
        double seconds = secondsSince(start);
        if (process.exitValue() != 0) {
            throw new IllegalStateException(new String(process.getInputStream().readAllBytes()));
        }
        delete(model);
        return new Pulled(seconds, peak);
    }

    private static double secondsSince(long start) {
        return (System.nanoTime() - start) / 1e9;
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
        try (Stream<Path> files = Files.walk(path)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
