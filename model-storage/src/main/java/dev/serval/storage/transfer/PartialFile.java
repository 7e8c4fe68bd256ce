package dev.serval.storage.transfer;

import dev.serval.storage.source.RemoteFile;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A file that is being written, in any order. It is open from its first segment to its last.
final class PartialFile implements Closeable {
    private final RemoteFile remote;
    private final Path path;
    private final Journal journal;
    private final long segmentBytes;
    private int missing;
    private @Nullable FileChannel channel;

    PartialFile(RemoteFile remote, Path path, Path journal, long segmentBytes) throws IOException {
        this.remote = remote;
        this.path = path;
        this.segmentBytes = segmentBytes;
        Files.createDirectories(path.getParent());
        this.journal =
                Journal.open(
                        journal,
                        "%d %s %s %s"
                                .formatted(
                                        segmentBytes,
                                        remote.size(),
                                        remote.version().replaceAll("\\s", "_"),
                                        remote.checksums()));
    }

    RemoteFile remote() {
        return remote;
    }

    Path path() {
        return path;
    }

    /// The segments that are not here yet; none if the file is complete.
    List<Segment> missing() {
        List<Segment> segments = new ArrayList<>();
        long size = remote.size().orElse(Long.MAX_VALUE);
        long step = isInParts() ? segmentBytes : size;
        int index = 0;
        for (long from = 0; from < size; from += step) {
            if (!(Files.exists(path) && journal.has(index))) {
                long to = Math.min(from + step, size);
                segments.add(new Segment(this, index, start(index, from, to), to));
            }
            index++;
            if (size - from <= step) {
                break;
            }
        }
        missing = segments.size();
        return segments;
    }

    /// Where a segment goes on.
    private long start(int index, long from, long to) {
        return Files.exists(path) && isInParts()
                ? journal.reached(index).filter(at -> at > from && at < to).orElse(from)
                : from;
    }

    private boolean isInParts() {
        return remote.content().isRanged() && remote.size().isPresent() && isIdentified();
    }

    /// Whether its bytes, once here, are known to be the right ones another time.
    private boolean isIdentified() {
        return !(remote.version().isEmpty() && remote.checksums().isEmpty());
    }

    boolean isVerified() {
        return journal.isVerified() && Files.exists(path);
    }

    void verified() throws IOException {
        journal.addVerified();
    }

    void write(ByteBuffer bytes, long position) throws IOException {
        FileChannel open = channel();
        long at = position;
        while (bytes.hasRemaining()) {
            at += open.write(bytes, at);
        }
    }

    /// Takes note of how far a segment has come.
    void reached(Segment segment, long position) throws IOException {
        if (isInParts()) {
            journal.addReached(segment.index(), position);
        }
    }

    /// Takes note of a segment that is here.
    ///
    /// @return whether it was the last
    synchronized boolean complete(Segment segment) throws IOException {
        if (isIdentified()) {
            journal.add(segment.index());
        }
        missing--;
        return missing == 0;
    }

    private synchronized FileChannel channel() throws IOException {
        FileChannel open = channel;
        if (open == null) {
            open = FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            channel = open;
        }
        return open;
    }

    /// Ends the file at that size, which its store did not tell before.
    void truncate(long size) throws IOException {
        channel().truncate(size);
    }

    /// Writes what is still in memory to the disk, so that a complete file is one after a power cut
    /// too.
    void force() throws IOException {
        channel().force(true);
    }

    @Override
    public synchronized void close() throws IOException {
        FileChannel open = channel;
        if (open != null) {
            open.close();
            channel = null;
        }
    }
}
