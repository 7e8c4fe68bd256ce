package dev.serval.storage.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.serval.storage.source.SettingException;
import dev.serval.storage.source.StorageException;
import dev.serval.storage.source.StorageException.Outlook;
import dev.serval.storage.source.StorageUri;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NodeCacheTest {
    private static final StorageUri URI = new StorageUri("s3", "b/m");
    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

    @TempDir Path root;

    private final AtomicInteger fills = new AtomicInteger();

    @Test
    void fillsOnceAndThenHits() throws Exception {
        NodeCache cache = cache(1000, NOON);
        try (CachedModel first = acquire(cache, "a", 10);
                CachedModel second = acquire(cache(1000, NOON), "b", 10)) {
            assertThat(first.isHit()).isFalse();
            assertThat(first.directory().resolve("f")).hasSize(10);
            assertThat(second.directory()).isNotEqualTo(first.directory());
        }
        try (CachedModel again = acquire(cache(1000, NOON), "a", 10)) {
            assertThat(again.isHit()).isTrue();
        }
        assertThat(fills).hasValue(2);
    }

    @Test
    void removesWhatWasUsedLongestAgo() throws Exception {
        acquire(cache(25, NOON), "a", 10).close();
        acquire(cache(25, NOON.plusSeconds(1)), "b", 10).close();
        acquire(cache(25, NOON.plusSeconds(2)), "a", 10).close();
        acquire(cache(25, NOON.plusSeconds(3)), "c", 10).close();
        assertThat(fills).hasValue(3);
        acquire(cache(25, NOON.plusSeconds(4)), "a", 10).close();
        assertThat(fills).hasValue(3);
        acquire(cache(25, NOON.plusSeconds(5)), "b", 10).close();
        assertThat(fills).hasValue(4);
    }

    @Test
    void keepsWhatIsInUse() throws Exception {
        try (CachedModel used = acquire(cache(15, NOON), "a", 10)) {
            acquire(cache(15, NOON.plusSeconds(1)), "b", 10).close();
            assertThat(used.directory().resolve("f")).exists();
        }
    }

    @Test
    void doesNotKeepForEverWhatAClockInTheFutureStamped() throws Exception {
        acquire(cache(25, NOON.plusSeconds(1_000_000)), "future", 10).close();
        acquire(cache(25, NOON), "a", 10).close();
        acquire(cache(25, NOON.plusSeconds(1)), "b", 10).close();
        acquire(cache(25, NOON.plusSeconds(2)), "c", 10).close();
        acquire(cache(25, NOON.plusSeconds(3)), "d", 10).close();
        assertThat(root.resolve("1/models")).isDirectoryContaining("glob:**/d");
        try (var models = Files.list(root.resolve("1/models"))) {
            assertThat(models.count()).isLessThanOrEqualTo(2);
        }
    }

    @Test
    void refusesAModelThatIsLargerThanTheCache() {
        assertThatThrownBy(() -> acquire(cache(15, NOON), "a", 16))
                .hasMessage(
                        "storage URI 's3://b/m': the model has 16 bytes, the cache %s holds 15 bytes",
                        root);
        assertThat(fills).hasValue(0);
    }

    @Test
    void refusesAModelThatTurnsOutLargerThanTheCacheAndLeavesNothing() {
        assertThatThrownBy(
                        () -> cache(15, NOON).acquire(URI, "a", 0, partial -> write(partial, 16)))
                .hasMessageContaining("the model has 16 bytes");
        assertThat(root.resolve("1/partial")).isEmptyDirectory();
        assertThat(root.resolve("1/models")).isEmptyDirectory();
    }

    @Test
    void keepsThePartsOfAModelThatMayComeYetAndRemovesThoseOfAnother() {
        for (Outlook outlook : Outlook.values()) {
            assertThatThrownBy(() ->
                            cache(100, NOON)
                                    .acquire(
                                            URI,
                                            outlook.name(),
                                            0,
                                            partial -> {
                                                write(partial, 3);
                                                throw new StorageException("no", null, outlook);
                                            }))
                    .hasMessage("no");
        }
        assertThat(root.resolve("1/partial/RESUMABLE/model/f")).exists();
        assertThat(root.resolve("1/partial/FINAL")).doesNotExist();
        assertThat(root.resolve("1/models")).isEmptyDirectory();
    }

    @Test
    void removesFetchesThatWereNeverFinishedWhenItNeedsTheirRoom() throws Exception {
        Path left = Files.createDirectories(root.resolve("1/partial/old/files"));
        Files.write(left.resolve("f"), new byte[90]);
        acquire(cache(95, NOON), "a", 10).close();
        assertThat(root.resolve("1/partial/old")).doesNotExist();
    }

    @Test
    void saysThatItsDirectoryIsAFile() throws Exception {
        Path file = Files.createFile(root.resolve("file"));
        assertThatThrownBy(() -> NodeCache.in(file, 10, Clock.systemUTC()))
                .hasMessageStartingWith("the cache %s cannot be used".formatted(file));
    }

    private NodeCache cache(long bytes, Instant now) throws SettingException {
        return NodeCache.in(root, bytes, Clock.fixed(now, ZoneOffset.UTC));
    }

    private CachedModel acquire(NodeCache cache, String key, int bytes) throws StorageException {
        return cache.acquire(
                URI,
                key,
                bytes,
                partial -> {
                    fills.incrementAndGet();
                    write(partial, bytes);
                });
    }

    private static void write(Path partial, int bytes) {
        try {
            Path model = Files.createDirectories(partial.resolve(NodeCache.MODEL));
            Files.write(model.resolve("f"), new byte[bytes]);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
