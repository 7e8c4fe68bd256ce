package dev.serval.platform.local.startup;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.Optional;

/// Looks whether a port is free before anything is started that would need it.
public final class PortCheck {
    private PortCheck() {}

    /// Why a port of the loopback interface cannot be listened on; empty where it can.
    public static Optional<String> obstacle(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return Optional.empty();
        } catch (IOException taken) {
            String owner = new PortOwner(Path.of("/proc")).find(port).orElse("another process");
            return Optional.of(
                    "port %d is in use by %s: stop it, or choose another port with --port"
                            .formatted(port, owner));
        }
    }
}
