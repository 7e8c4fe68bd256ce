package dev.serval.platform.local.startup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PortOwnerTest {
    private static final Path PROC = Path.of("/proc");

    @Test
    void namesTheProcessThatListens() throws Exception {
        assumeTrue(Files.isReadable(PROC.resolve("net/tcp")), "there is no /proc to look into");
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThat(new PortOwner(PROC).find(taken.getLocalPort()))
                    .hasValueSatisfying(owner ->
                            assertThat(owner)
                                    .startsWith("process " + ProcessHandle.current().pid())
                                    .contains("java"));
            assertThat(PortCheck.obstacle(taken.getLocalPort()))
                    .hasValueSatisfying(message ->
                            assertThat(message)
                                    .startsWith(
                                            "port %d is in use by process "
                                                    .formatted(taken.getLocalPort()))
                                    .endsWith("with --port"));
        }
    }

    @Test
    void aPortThatIsFreeHasNoObstacle() throws Exception {
        int port;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }

        assertThat(PortCheck.obstacle(port)).isEmpty();
    }

    @Test
    void whereNothingIsToldNobodyIsNamed(@TempDir Path empty) {
        assertThat(new PortOwner(empty).find(8080)).isEmpty();
    }
}
