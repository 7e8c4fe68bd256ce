package dev.serval.engine.onnx.ort;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// With telemetry on, ONNX Runtime 1.29 leaves a device id and a database in the home and
/// `mat-debug-<pid>.log` in the temporary folder.
final class TelemetryTest {
    @TempDir private Path directory;
    private ChildJava java;

    @BeforeEach
    void makeFolders() throws IOException {
        java = new ChildJava(directory);
    }

    @Test
    void leavesNothingInTheHomeNorInTheTemporaryFolder() throws Exception {
        java.opens();
        assertThat(java.leftovers()).isEmpty();
    }

    @Test
    void asksNoProgramForTheMachinesName() throws Exception {
        Path mark = directory.resolve("mark");
        for (String program : List.of("blkid", "hostname")) {
            Path script = java.programs().resolve(program);
            Files.writeString(script, "#!/bin/sh\necho $0 >> %s\n".formatted(mark));
            Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
        java.opens();
        assertThat(mark).doesNotExist();
    }

    @Test
    void startsNoProcess() throws Exception {
        Path strace = Path.of("/usr/bin/strace");
        assumeThat(strace).as("strace, which sees processes start").isExecutable();
        Path trace = directory.resolve("trace");
        java.opens(strace.toString(), "-f", "-e", "trace=execve", "-o", trace.toString());
        assertThat(Files.readAllLines(trace))
                .filteredOn(line -> line.contains("execve("))
                .hasSize(1);
    }
}
