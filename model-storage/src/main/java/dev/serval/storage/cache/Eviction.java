package dev.serval.storage.cache;

import dev.serval.storage.archive.Trees;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Removes models, and fetches that were never finished, those used longest ago first.
final class Eviction {
    private final CacheLayout layout;
    private final Clock clock;

    Eviction(CacheLayout layout, Clock clock) {
        this.layout = layout;
        this.clock = clock;
    }

    /// @param used no later than now, whatever the clock said then
    private record Candidate(String key, Path path, Path lock, long bytes, Instant used) {}

    /// Removes until no more than `most` bytes are left, or only what is in use.
    ///
    /// @param keep the key of what is not removed
    void makeRoom(long most, String keep) throws IOException {
        try (FileLease _ = FileLease.exclusive(layout.evictionLock())) {
            List<Candidate> candidates = candidates();
            long bytes = candidates.stream().mapToLong(Candidate::bytes).sum();
            candidates.sort(Comparator.comparing(Candidate::used));
            for (Candidate candidate : candidates) {
                if (bytes <= most) {
                    return;
                }
                if (!candidate.key().equals(keep) && remove(candidate)) {
                    bytes -= candidate.bytes();
                }
            }
        }
    }

    private boolean remove(Candidate candidate) throws IOException {
        Optional<FileLease> lease = FileLease.tryExclusive(candidate.lock());
        if (lease.isEmpty()) {
            return false;
        }
        try (FileLease _ = lease.get()) {
            Path away = layout.partials().resolve(candidate.key() + ".removed");
            Trees.delete(away);
            Files.move(candidate.path(), away);
            Trees.delete(away);
            return true;
        } catch (NoSuchFileException gone) {
            return true;
        }
    }

    private List<Candidate> candidates() throws IOException {
        List<Candidate> candidates = new ArrayList<>();
        for (Path model : children(layout.models())) {
            String key = name(model);
            candidates.add(
                    new Candidate(
                            key,
                            model,
                            layout.useLock(key),
                            recorded(key, model),
                            used(layout.use(key))));
        }
        for (Path partial : children(layout.partials())) {
            String key = name(partial);
            candidates.add(
                    new Candidate(
                            key,
                            partial,
                            layout.fillLock(key),
                            NodeCache.size(partial),
                            used(partial)));
        }
        return candidates;
    }

    private long recorded(String key, Path model) throws IOException {
        try {
            return Long.parseLong(Files.readString(layout.use(key)).strip());
        } catch (NoSuchFileException | NumberFormatException unknown) {
            return NodeCache.size(model);
        }
    }

    private Instant used(Path path) throws IOException {
        Instant now = clock.instant();
        try {
            Instant used = Files.getLastModifiedTime(path).toInstant();
            return used.isAfter(now) ? now : used;
        } catch (NoSuchFileException never) {
            return Instant.EPOCH;
        }
    }

    private static List<Path> children(Path directory) throws IOException {
        try (Stream<Path> children = Files.list(directory)) {
            return children.toList();
        }
    }

    private static String name(Path path) {
        return String.valueOf(path.getFileName());
    }
}
