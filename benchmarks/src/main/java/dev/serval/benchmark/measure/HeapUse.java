package dev.serval.benchmark.measure;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/// What `jstat` says of a Java process' heap; it reads a file that every Java process keeps mapped.
///
/// @param collections of the young generation so far
/// @param edenKilobytes how large the space for new objects is
/// @param usedKilobytes how much of it is used
/// @param oldKilobytes how much of the old generation is used
public record HeapUse(
        double collections, double edenKilobytes, double usedKilobytes, double oldKilobytes) {
    private static final double KILOBYTE = 1024;

    /// The heap at this moment.
    public static HeapUse of(long processId) throws IOException {
        Path jstat = Path.of(System.getProperty("java.home"), "bin", "jstat");
        Process process =
                new ProcessBuilder(jstat.toString(), "-gc", Long.toString(processId))
                        .redirectErrorStream(true)
                        .start();
        String[] lines =
                new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                        .strip()
                        .split("\n", 2);
        if (lines.length < 2) {
            throw new IOException("jstat says of process %d: %s".formatted(processId, lines[0]));
        }
        String[] names = lines[0].strip().split("\\s+");
        String[] values = lines[1].strip().split("\\s+");
        Map<String, Double> found = new HashMap<>();
        for (int i = 0; i < names.length && i < values.length; i++) {
            if (!values[i].equals("-")) {
                found.put(names[i], Double.parseDouble(values[i]));
            }
        }
        return new HeapUse(
                found.getOrDefault("YGC", 0.0),
                found.getOrDefault("EC", 0.0),
                found.getOrDefault("EU", 0.0),
                found.getOrDefault("OU", 0.0));
    }

    /// About how many bytes were allocated between an earlier moment and this one.
    public double allocatedSince(HeapUse earlier) {
        double young =
                (collections - earlier.collections) * earlier.edenKilobytes
                        + usedKilobytes
                        - earlier.usedKilobytes;
        double old = Math.max(0, oldKilobytes - earlier.oldKilobytes);
        return (young + old) * KILOBYTE;
    }
}
