package dev.serval.storage.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.serval.storage.testing.SparseServer;
import dev.serval.storage.testing.StorageProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A file that is larger than all memory that the program is given, many times:
/// `-Dserval.test.large-file-gib=5` says how large.
class LargeFileTest {
    private static final long SIZE = Long.getLong("serval.test.large-file-gib", 1) << 30;

    /// The heap has 48 MB; the rest is Java itself.
    private static final long MOST_KILOBYTES = 192 << 10;

    private static final Pattern PEAK = Pattern.compile("VmHWM:\\s+(\\d+) kB");

    @TempDir Path root;

    @Test
    void takesNoMemoryForItsSize() throws Exception {
        assumeThat(Files.isDirectory(Path.of("/proc/self"))).as("this is Linux").isTrue();
        long peak = 0;
        Path model = root.resolve("model");
        try (SparseServer server = new SparseServer(SIZE);
                StorageProcess process =
                        StorageProcess.start(Map.of(), "pull", server.url(), model.toString())) {
            while (!process.process().waitFor(20, TimeUnit.MILLISECONDS)) {
                peak = Math.max(peak, peakOf(process.process().pid()));
            }
            assertThat(process.await()).as(process.printed()).isZero();
        }
        assertThat(model.resolve("big.onnx")).hasSize(SIZE);
        assertThat(peak).isBetween(1L, MOST_KILOBYTES);
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
}
