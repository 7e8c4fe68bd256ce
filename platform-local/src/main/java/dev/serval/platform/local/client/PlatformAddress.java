package dev.serval.platform.local.client;

import dev.serval.platform.local.client.CallFailure.Unreachable;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/// Where a running platform answers. A platform notes it in its state directory while it runs, so
/// that a command finds it whatever its port is.
public final class PlatformAddress {
    private static final String FILE = "address";

    private PlatformAddress() {}

    /// The address that was named, or else that of the platform of a state directory.
    public static URI find(Optional<String> named, Path state) throws Unreachable {
        if (named.isPresent()) {
            return parse(named.get());
        }
        try {
            return parse(Files.readString(state.resolve(FILE)).strip());
        } catch (IOException none) {
            throw new Unreachable(
                    "no local platform runs with the state directory %s: start one with 'serval run FILE', or name another with --server or --state"
                            .formatted(state));
        }
    }

    /// Notes the address of the platform that holds a state directory.
    public static void publish(Path state, URI address) throws IOException {
        Path whole = Files.writeString(state.resolve(FILE + ".new"), address + "\n");
        Files.move(whole, state.resolve(FILE), StandardCopyOption.ATOMIC_MOVE);
    }

    /// Takes the note away when the platform ends.
    public static void retract(Path state) throws IOException {
        Files.deleteIfExists(state.resolve(FILE));
    }

    private static URI parse(String address) throws Unreachable {
        try {
            URI uri = URI.create(address.contains("://") ? address : "http://" + address);
            if (uri.getHost() != null) {
                return uri;
            }
        } catch (IllegalArgumentException noUri) {
            throw notAnAddress(address);
        }
        throw notAnAddress(address);
    }

    private static Unreachable notAnAddress(String address) {
        return new Unreachable(
                "'%s' is no address of a platform, expected one like http://localhost:8080"
                        .formatted(address));
    }
}
