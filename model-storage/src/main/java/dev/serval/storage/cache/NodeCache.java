package dev.serval.storage.cache;

import dev.serval.storage.archive.Trees;
import dev.serval.storage.source.SettingException;
import dev.serval.storage.source.Shown;
import dev.serval.storage.source.StorageException;
import dev.serval.storage.source.StorageUri;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// The models of a machine by what they are, shared by its processes: the first that wants one
/// fetches it, the others wait for that and use the same files. Beyond its size the models that
/// were used longest ago are removed, save those in use. A process has one cache of a directory.
public final class NodeCache {
    /// Makes a model.
    public interface Filler {
        /// @param partial a directory that may hold what an earlier call left; afterwards a model
        ///   in its folder `model`
        void fill(Path partial) throws StorageException;
    }

    /// The folder of the finished model in a partial directory.
    public static final String MODEL = "model";

    private final CacheLayout layout;
    private final long maxBytes;
    private final Clock clock;
    private final Eviction eviction;
    private final ReentrantLock filling = new ReentrantLock();

    private NodeCache(CacheLayout layout, long maxBytes, Clock clock) {
        this.layout = layout;
        this.maxBytes = maxBytes;
        this.clock = clock;
        this.eviction = new Eviction(layout, clock);
    }

    /// @param maxBytes that all models together may have
    public static NodeCache in(Path directory, long maxBytes, Clock clock) throws SettingException {
        try {
            return new NodeCache(CacheLayout.in(directory), maxBytes, clock);
        } catch (IOException unwritable) {
            throw new SettingException(
                    "the cache %s cannot be used: %s".formatted(directory, unwritable), unwritable);
        }
    }

    /// The model of that key, fetched if it is not there.
    ///
    /// @param key what the model is, as [dev.serval.storage.source.Listing#identity] tells it
    /// @param bytes that it has, as far as is known
    public CachedModel acquire(StorageUri uri, String key, long bytes, Filler filler)
            throws StorageException {
        if (bytes > maxBytes) {
            throw tooLarge(uri, bytes);
        }
        FileLease use = null;
        try {
            use = FileLease.shared(layout.useLock(key));
            boolean isHit = Files.isDirectory(layout.model(key));
            if (!isHit) {
                isHit = fill(uri, key, bytes, filler);
            }
            touch(key);
            CachedModel model = new CachedModel(layout.model(key), isHit, use);
            use = null;
            return model;
        } catch (IOException broken) {
            throw new StorageException(
                    "storage URI '%s': the cache %s cannot be used: %s"
                            .formatted(uri, layout.root().getParent(), broken),
                    broken);
        } finally {
            release(use);
        }
    }

    /// @return whether another process did it meanwhile
    private boolean fill(StorageUri uri, String key, long bytes, Filler filler)
            throws IOException, StorageException {
        filling.lock();
        try (FileLease _ = FileLease.exclusive(layout.fillLock(key))) {
            if (Files.isDirectory(layout.model(key))) {
                return true;
            }
            eviction.makeRoom(maxBytes - bytes, key);
            fillAlone(key, filler);
            long size = size(layout.partial(key).resolve(MODEL));
            if (size > maxBytes) {
                Trees.delete(layout.partial(key));
                throw tooLarge(uri, size);
            }
            Files.writeString(layout.use(key), Long.toString(size));
            Files.move(
                    layout.partial(key).resolve(MODEL),
                    layout.model(key),
                    StandardCopyOption.ATOMIC_MOVE);
            Trees.delete(layout.partial(key));
            eviction.makeRoom(maxBytes, key);
            return false;
        } finally {
            filling.unlock();
        }
    }

    private void fillAlone(String key, Filler filler) throws IOException, StorageException {
        Path partial = Files.createDirectories(layout.partial(key));
        try {
            filler.fill(partial);
        } catch (StorageException failure) {
            if (failure.outlook() == StorageException.Outlook.FINAL) {
                Trees.delete(partial);
            }
            throw failure;
        }
    }

    private void touch(String key) throws IOException {
        Files.setLastModifiedTime(layout.use(key), FileTime.from(clock.instant()));
    }

    private StorageException tooLarge(StorageUri uri, long bytes) {
        return new StorageException(
                "storage URI '%s': the model has %s, the cache %s holds %s"
                        .formatted(
                                uri,
                                Shown.size(bytes),
                                layout.root().getParent(),
                                Shown.size(maxBytes)));
    }

    /// The bytes of all files below a directory, in which others may be at work.
    static long size(Path directory) throws IOException {
        AtomicLong bytes = new AtomicLong();
        Files.walkFileTree(
                directory,
                new SimpleFileVisitor<>() {
                    @Override
                    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                        bytes.addAndGet(attributes.size());
                        return FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult visitFileFailed(Path file, IOException gone) {
                        return FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult postVisitDirectory(
                            Path visited, @Nullable IOException gone) {
                        return FileVisitResult.CONTINUE;
                    }
                });
        return bytes.get();
    }

    private static void release(@Nullable FileLease lease) {
        try {
            if (lease != null) {
                lease.close();
            }
        } catch (IOException unclosed) {
            // The process ends its locks when it ends.
        }
    }
}
