package dev.serval.platform.local.startup;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Finds out which process listens on a port. Only Linux tells, and only of processes that one may
/// look into.
final class PortOwner {
    private static final String LISTENING = "0A";
    private static final int LONGEST = 120;

    private final Path proc;

    PortOwner(Path proc) {
        this.proc = proc;
    }

    /// `process 4711 (nginx -g daemon off;)`; empty where it cannot be told.
    Optional<String> find(int port) {
        try {
            Set<String> sockets = sockets(port);
            return sockets.isEmpty() ? Optional.empty() : owner(sockets);
        } catch (IOException notTold) {
            return Optional.empty();
        }
    }

    /// The listening sockets of a port as links to them read: `socket:[12345]`.
    private Set<String> sockets(int port) throws IOException {
        Set<String> sockets = new HashSet<>();
        String ending = ":%04X".formatted(port);
        for (String table : List.of("net/tcp", "net/tcp6")) {
            Path file = proc.resolve(table);
            if (!Files.isReadable(file)) {
                continue;
            }
            for (String line : Files.readAllLines(file)) {
                String[] fields = line.strip().split("\\s+");
                if (fields.length > 9
                        && fields[1].endsWith(ending)
                        && fields[3].equals(LISTENING)) {
                    sockets.add("socket:[" + fields[9] + "]");
                }
            }
        }
        return sockets;
    }

    private Optional<String> owner(Set<String> sockets) throws IOException {
        try (DirectoryStream<Path> processes = Files.newDirectoryStream(proc, "[0-9]*")) {
            for (Path process : processes) {
                if (holdsOneOf(sockets, process.resolve("fd"))) {
                    return Optional.of(
                            "process %s%s".formatted(process.getFileName(), command(process)));
                }
            }
        }
        return Optional.empty();
    }

    private static boolean holdsOneOf(Set<String> sockets, Path descriptors) {
        try (DirectoryStream<Path> links = Files.newDirectoryStream(descriptors)) {
            for (Path link : links) {
                if (sockets.contains(target(link))) {
                    return true;
                }
            }
        } catch (IOException anothers) {
            return false;
        }
        return false;
    }

    private static String target(Path link) {
        try {
            return Files.readSymbolicLink(link).toString();
        } catch (IOException closed) {
            return "";
        }
    }

    private static String command(Path process) throws IOException {
        String words = Files.readString(process.resolve("cmdline")).replace('\0', ' ').strip();
        if (words.isEmpty()) {
            return "";
        }
        return words.length() <= LONGEST
                ? " (%s)".formatted(words)
                : " (%s…)".formatted(words.substring(0, LONGEST));
    }
}
