package dev.serval.platform.local.management;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Reads the lines of a log file as it grows. Where the file was put aside as `NAME.1` for a new
/// one, the rest of it is read first.
final class LogTail {
    private static final int MOST_AT_ONCE = 1 << 20;

    private final Path log;
    private long position;
    private @Nullable Object identity;
    private String unfinished = "";

    LogTail(Path log) {
        this.log = log;
    }

    /// The lines that were finished since the last call; none where the file is not there.
    List<String> next() throws IOException {
        List<String> lines = new ArrayList<>();
        try {
            Object found = identityOf(log);
            if (identity != null && !identity.equals(found)) {
                finishTheOneBefore(lines);
                position = 0;
            }
            identity = found;
            readAll(log, lines);
        } catch (NoSuchFileException notYet) {
            return lines;
        }
        return lines;
    }

    private void finishTheOneBefore(List<String> lines) throws IOException {
        Path aside = log.resolveSibling(log.getFileName() + ".1");
        if (Files.exists(aside) && Objects.equals(identity, identityOf(aside))) {
            readAll(aside, lines);
        }
    }

    private static @Nullable Object identityOf(Path file) throws IOException {
        return Files.readAttributes(file, BasicFileAttributes.class).fileKey();
    }

    private void readAll(Path file, List<String> lines) throws IOException {
        for (String read = read(file); !read.isEmpty(); read = read(file)) {
            split(unfinished + read, lines);
        }
    }

    private String read(Path file) throws IOException {
        try (SeekableByteChannel channel = Files.newByteChannel(file)) {
            long there = channel.size() - position;
            if (there <= 0) {
                return "";
            }
            ByteBuffer bytes = ByteBuffer.allocate((int) Math.min(there, MOST_AT_ONCE));
            channel.position(position);
            int count = channel.read(bytes);
            int whole = wholeCharacters(bytes.array(), Math.max(0, count));
            position += whole;
            return new String(bytes.array(), 0, whole, StandardCharsets.UTF_8);
        }
    }

    /// How many bytes there are before a character of which the rest is not read yet.
    private static int wholeCharacters(byte[] bytes, int count) {
        int start = count - 1;
        while (start >= 0 && count - start < 4 && (bytes[start] & 0xC0) == 0x80) {
            start--;
        }
        if (start < 0 || bytes[start] >= 0) {
            return count;
        }
        int lead = bytes[start] & 0xFF;
        int length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : lead >= 0xC0 ? 2 : 1;
        return start + length > count ? start : count;
    }

    private void split(String text, List<String> lines) {
        int start = 0;
        for (int end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', start)) {
            lines.add(text.substring(start, end));
            start = end + 1;
        }
        unfinished = text.substring(start);
    }
}
