package dev.serval.storage.cache;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/// A lock between processes, which the system takes back when its process ends, however it ends.
public final class FileLease implements AutoCloseable {
    private final FileChannel channel;

    private FileLease(FileChannel channel) {
        this.channel = channel;
    }

    /// Waits until nobody else has it alone, and shares it.
    public static FileLease shared(Path file) throws IOException {
        return lock(file, FileLease::lockShared);
    }

    /// Waits until nobody else has it.
    public static FileLease exclusive(Path file) throws IOException {
        return lock(file, FileChannel::lock);
    }

    /// Takes it if nobody else has it, in this process or another.
    public static Optional<FileLease> tryExclusive(Path file) throws IOException {
        FileChannel channel = open(file);
        try {
            FileLock lock = channel.tryLock();
            if (lock != null) {
                return Optional.of(new FileLease(channel));
            }
        } catch (OverlappingFileLockException ownProcess) {
            // It is taken, if only by this process.
        }
        channel.close();
        return Optional.empty();
    }

    private interface Locking {
        FileLock lock(FileChannel channel) throws IOException;
    }

    private static FileLock lockShared(FileChannel channel) throws IOException {
        return channel.lock(0, Long.MAX_VALUE, true);
    }

    private static FileLease lock(Path file, Locking locking) throws IOException {
        FileChannel channel = open(file);
        try {
            var unused = locking.lock(channel);
            return new FileLease(channel);
        } catch (IOException | OverlappingFileLockException failed) {
            channel.close();
            throw new IOException("cannot lock " + file, failed);
        }
    }

    private static FileChannel open(Path file) throws IOException {
        return FileChannel.open(
                file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
