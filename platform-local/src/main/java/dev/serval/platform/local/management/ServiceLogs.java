package dev.serval.platform.local.management;

import dev.serval.platform.local.control.LocalPlatform;
import dev.serval.platform.local.control.ReplicaView;
import dev.serval.platform.local.control.ResourceKey;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The logs of a service's replicas as one text, each line marked with its replica where there are
/// several.
final class ServiceLogs {
    private final LocalPlatform platform;
    private final ResourceKey service;
    private final Optional<String> replica;
    private final Map<String, LogTail> tails = new LinkedHashMap<>();

    ServiceLogs(LocalPlatform platform, ResourceKey service, Optional<String> replica) {
        this.platform = platform;
        this.service = service;
        this.replica = replica;
    }

    /// The lines that were written since the last call, with their ends.
    String next() {
        List<String> lines = lines();
        return lines.isEmpty() ? "" : String.join("\n", lines) + "\n";
    }

    /// The last `count` lines of each replica, with their ends.
    String last(int count) {
        StringBuilder text = new StringBuilder();
        for (List<String> lines : linesByReplica().values()) {
            lines.subList(Math.max(0, lines.size() - count), lines.size())
                    .forEach(line -> text.append(line).append('\n'));
        }
        return text.toString();
    }

    private List<String> lines() {
        List<String> lines = new ArrayList<>();
        linesByReplica().values().forEach(lines::addAll);
        return lines;
    }

    private Map<String, List<String>> linesByReplica() {
        for (ReplicaView view : platform.replicas(service)) {
            if (replica.isEmpty() || replica.get().equals(view.name())) {
                tails.computeIfAbsent(view.name(), _ -> new LogTail(view.log()));
            }
        }
        Map<String, List<String>> lines = new LinkedHashMap<>();
        tails.forEach((name, tail) -> lines.put(name, marked(name, tail)));
        return lines;
    }

    private List<String> marked(String name, LogTail tail) {
        try {
            List<String> lines = tail.next();
            return tails.size() == 1
                    ? lines
                    : lines.stream().map(line -> "[" + name + "] " + line).toList();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
