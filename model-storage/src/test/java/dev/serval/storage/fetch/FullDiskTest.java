package dev.serval.storage.fetch;

import static dev.serval.storage.testing.UnrulyServer.head;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.serval.storage.testing.Bytes;
import dev.serval.storage.testing.Fetching;
import dev.serval.storage.testing.UnrulyServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A file system of four megabytes, which only root may mount.
class FullDiskTest {
    private static final byte[] TOO_LARGE = Bytes.random(6 << 20, 5);

    @TempDir Path root;

    private Path disk;
    private boolean isMounted;

    @BeforeEach
    void mount() throws Exception {
        disk = Files.createDirectory(root.resolve("disk"));
        isMounted = run("mount", "-t", "tmpfs", "-o", "size=4m", "tmpfs", disk.toString()) == 0;
        assumeThat(isMounted).as("a tmpfs can be mounted, as root can").isTrue();
    }

    @AfterEach
    void unmount() throws Exception {
        if (isMounted) {
            assertThat(run("umount", disk.toString())).isZero();
        }
    }

    @Test
    void saysBeforehandThatAModelWouldNotFit() throws Exception {
        try (UnrulyServer server = new UnrulyServer().file("/big.onnx", TOO_LARGE)) {
            assertThatThrownBy(() -> Fetching.pull(server.url("/big.onnx"), disk.resolve("m")))
                    .hasMessageStartingWith(
                            "storage URI '%s': the disk is too full: 6.3 MB are needed, 4.2 MB are left in %s"
                                    .formatted(server.url("/big.onnx"), disk));
            assertThat(server.requests()).hasSize(1);
        }
        assertThat(disk).isEmptyDirectory();
    }

    @Test
    void saysThatTheDiskIsFullAndLeavesNothing() throws Exception {
        try (UnrulyServer server =
                new UnrulyServer()
                        .on(
                                "/big.onnx",
                                (_, out) -> {
                                    head(out, 200);
                                    out.write(TOO_LARGE);
                                })) {
            assertThatThrownBy(() -> Fetching.pull(server.url("/big.onnx"), disk.resolve("m")))
                    .hasMessageContaining("the disk is full")
                    .hasMessageContaining("big.onnx could not be written");
        }
        assertThat(disk).isEmptyDirectory();
    }

    @Test
    void saysThatAnArchiveFillsTheDisk() throws Exception {
        byte[] archive = Bytes.zip("a.txt", "a".repeat(6 << 20));
        try (UnrulyServer server = new UnrulyServer().file("/a.zip", archive)) {
            assertThatThrownBy(() -> Fetching.pull(server.url("/a.zip"), disk.resolve("m")))
                    .hasMessageContaining("the disk is full");
        }
        assertThat(disk).isEmptyDirectory();
    }

    @Test
    void makesAModelInsideAMountedVolume() throws Exception {
        try (UnrulyServer server =
                new UnrulyServer().file("/a.zip", Bytes.zip("a/b.txt", "1", "c.txt", "2"))) {
            Fetching.pull(server.url("/a.zip"), disk);
            assertThat(disk.resolve("a/b.txt")).hasContent("1");
            assertThat(disk.resolve(".serval-partial")).doesNotExist();
            int before = server.requests().size();
            Fetching.pull(server.url("/a.zip"), disk);
            assertThat(server.requests()).hasSize(before + 1);
            server.file("/a.zip", Bytes.zip("d.txt", "3 is longer"));
            Fetching.pull(server.url("/a.zip"), disk);
            assertThat(disk.resolve("d.txt")).exists();
            assertThat(disk.resolve("c.txt")).doesNotExist();
        }
    }

    private static int run(String... command) throws IOException, InterruptedException {
        return new ProcessBuilder(command).redirectErrorStream(true).start().waitFor();
    }
}
