package dev.serval.benchmark.suite;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// The machine that a run was made on.
///
/// @param load the load average of the last minute before the run: what else went on
record Machine(String processor, int processors, long memoryBytes, String system, double load) {
    static Machine here() throws IOException {
        return new Machine(
                valueIn("/proc/cpuinfo", "model name"),
                Runtime.getRuntime().availableProcessors(),
                Long.parseLong(valueIn("/proc/meminfo", "MemTotal").replaceAll("\\D", "")) << 10,
                "%s %s, Java %s"
                        .formatted(
                                System.getProperty("os.name"),
                                System.getProperty("os.version"),
                                Runtime.version()),
                Double.parseDouble(Files.readString(Path.of("/proc/loadavg")).split(" ", -1)[0]));
    }

    private static String valueIn(String file, String name) throws IOException {
        return Files.readAllLines(Path.of(file)).stream()
                .filter(line -> line.startsWith(name))
                .map(line -> line.substring(line.indexOf(':') + 1).strip())
                .findFirst()
                .orElse("0");
    }
}
