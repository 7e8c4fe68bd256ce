package dev.serval.storage.transfer;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Which segments of a file are on this machine, and how far others have come, so that a download
/// that was killed goes on. A line is appended when a segment or a good part of it has been
/// written; what the process wrote outlives it, but not the machine, so that a journal of an
/// earlier start of the machine is not believed.
final class Journal {
    private static final Path BOOT_ID = Path.of("/proc/sys/kernel/random/boot_id");

    /// What a finished and verified file's line says.
    private static final String VERIFIED = "verified";

    private final Path path;
    private final BitSet segments = new BitSet();
    private final Map<Integer, Long> reached = new HashMap<>();
    private boolean verified;

    private Journal(Path path) {
        this.path = path;
    }

    /// Reads the journal, or begins a new one where there is none for exactly this file.
    ///
    /// @param heading what must be the same for a segment to be of use
    static Journal open(Path path, String heading) throws IOException {
        Journal journal = new Journal(path);
        String first = "serval 1 %s %s".formatted(bootId(), heading);
        List<String> lines = read(path);
        if (!lines.isEmpty() && lines.getFirst().equals(first)) {
            lines.stream().skip(1).forEach(journal::take);
        } else {
            Files.writeString(path, first + "\n");
        }
        return journal;
    }

    synchronized boolean has(int segment) {
        return segments.get(segment);
    }

    /// Where in the file a segment's bytes end that are here; empty if none are known to be.
    synchronized Optional<Long> reached(int segment) {
        return Optional.ofNullable(reached.get(segment));
    }

    synchronized boolean isVerified() {
        return verified;
    }

    synchronized void add(int segment) throws IOException {
        append(Integer.toString(segment));
        segments.set(segment);
    }

    synchronized void addReached(int segment, long position) throws IOException {
        append("%d %d".formatted(segment, position));
        reached.put(segment, position);
    }

    synchronized void addVerified() throws IOException {
        append(VERIFIED);
        verified = true;
    }

    private void append(String line) throws IOException {
        Files.writeString(path, line + "\n", StandardOpenOption.APPEND);
    }

    private void take(String line) {
        if (line.equals(VERIFIED)) {
            verified = true;
        } else if (line.matches("\\d{1,9}")) {
            segments.set(Integer.parseInt(line));
        } else if (line.matches("\\d{1,9} \\d{1,18}")) {
            String[] words = line.split(" ", 2);
            reached.put(Integer.valueOf(words[0]), Long.valueOf(words[1]));
        }
    }

    /// The journal's whole lines: one that the process died in is left out.
    private static List<String> read(Path path) throws IOException {
        try {
            String text = new String(Files.readAllBytes(path), StandardCharsets.UTF_8);
            return text.substring(0, text.lastIndexOf('\n') + 1).lines().toList();
        } catch (NoSuchFileException none) {
            return List.of();
        }
    }

    private static String bootId() throws IOException {
        return Files.isReadable(BOOT_ID) ? Files.readString(BOOT_ID).strip() : "unknown";
    }
}
