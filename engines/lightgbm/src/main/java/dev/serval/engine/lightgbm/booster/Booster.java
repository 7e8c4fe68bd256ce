package dev.serval.engine.lightgbm.booster;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.serval.inference.library.LibraryException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/// A loaded booster, which threads share. A single row takes the library's faster way.
public final class Booster implements AutoCloseable {
    private static final int FP64 = 1;
    private static final int ROW_MAJOR = 1;
    private static final int FIRST_TREE = 0;
    private static final int ALL_TREES = -1;
    private static final long LONGEST_NAME = 1 << 16;

    private final LightgbmApi api;
    private final MemorySegment handle;
    private final Arena arena = Arena.ofShared();
    private final MemorySegment settings;
    private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock();
    private final Map<PredictionKind, MemorySegment> rows = new EnumMap<>(PredictionKind.class);
    private final Map<PredictionKind, Integer> columns = new EnumMap<>(PredictionKind.class);
    private final int featureCount;
    private final List<String> featureNames;
    private boolean closed;

    private Booster(LightgbmApi api, MemorySegment handle, int threads) {
        this.api = api;
        this.handle = handle;
        this.settings = arena.allocateFrom("num_threads=" + threads + " verbosity=-1");
        try {
            this.featureCount = readFeatureCount();
            this.featureNames = readFeatureNames();
            for (PredictionKind kind : PredictionKind.values()) {
                columns.put(kind, readColumns(kind));
                rows.put(kind, prepareRow(kind));
            }
        } catch (RuntimeException refused) {
            freeRows();
            arena.close();
            throw refused;
        }
    }

    /// A booster from the text of a model file.
    ///
    /// @param threads how many threads one prediction may use
    /// @throws LibraryException with the library's reason; nothing is left behind
    public static Booster load(byte[] text, int threads) {
        LightgbmApi api = LightgbmApi.require();
        MemorySegment handle = load(api, text);
        try {
            return new Booster(api, handle, threads);
        } catch (RuntimeException refused) {
            free(api, handle);
            throw refused;
        }
    }

    private static MemorySegment load(LightgbmApi api, byte[] text) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment model = arena.allocate(text.length + 1L);
            MemorySegment.copy(text, 0, model, JAVA_BYTE, 0, text.length);
            MemorySegment iterations = arena.allocate(JAVA_INT);
            MemorySegment out = arena.allocate(ADDRESS);
            api.library()
                    .requireSuccess((int) api.loadFromString().invokeExact(model, iterations, out));
            return out.get(ADDRESS, 0);
        } catch (Throwable thrown) {
            throw LibraryException.unchecked(thrown);
        }
    }

    /// How many features a row has.
    public int featureCount() {
        return featureCount;
    }

    /// What the features are called, in order.
    public List<String> featureNames() {
        return featureNames;
    }

    /// How many numbers it answers with for a row.
    public int columns(PredictionKind kind) {
        return columns.getOrDefault(kind, 1);
    }

    /// Predicts rows.
    ///
    /// @param matrix FP64, `count` times [#featureCount], row after row
    /// @param result FP64, `count` times [#columns], to be filled
    /// @throws LibraryException with the library's reason
    public void predict(
            MemorySegment matrix, int count, PredictionKind kind, MemorySegment result) {
        lock.readLock().lock();
        try (Arena call = Arena.ofConfined()) {
            if (closed) {
                throw new IllegalStateException("the booster is closed");
            }
            MemorySegment length = call.allocate(JAVA_LONG);
            MemorySegment row = rows.getOrDefault(kind, MemorySegment.NULL);
            int code =
                    count == 1
                            ? (int) api.predictRow().invokeExact(row, matrix, length, result)
                            : (int)
                                    api.predictMatrix()
                                            .invokeExact(
                                                    handle,
                                                    matrix,
                                                    FP64,
                                                    count,
                                                    featureCount,
                                                    ROW_MAJOR,
                                                    kind.code(),
                                                    FIRST_TREE,
                                                    ALL_TREES,
                                                    settings,
                                                    length,
                                                    result);
            api.library().requireSuccess(code);
        } catch (Throwable thrown) {
            throw LibraryException.unchecked(thrown);
        } finally {
            lock.readLock().unlock();
        }
    }

    private MemorySegment prepareRow(PredictionKind kind) {
        MemorySegment out = arena.allocate(ADDRESS);
        try {
            api.library()
                    .requireSuccess(
                            (int)
                                    api.prepareRow()
                                            .invokeExact(
                                                    handle,
                                                    kind.code(),
                                                    FIRST_TREE,
                                                    ALL_TREES,
                                                    FP64,
                                                    featureCount,
                                                    settings,
                                                    out));
            return out.get(ADDRESS, 0);
        } catch (Throwable thrown) {
            throw LibraryException.unchecked(thrown);
        }
    }

    private int readColumns(PredictionKind kind) {
        MemorySegment out = arena.allocate(JAVA_LONG);
        try {
            api.library()
                    .requireSuccess(
                            (int)
                                    api.countPredictions()
                                            .invokeExact(
                                                    handle,
                                                    1,
                                                    kind.code(),
                                                    FIRST_TREE,
                                                    ALL_TREES,
                                                    out));
            return Math.toIntExact(out.get(JAVA_LONG, 0));
        } catch (Throwable thrown) {
            throw LibraryException.unchecked(thrown);
        }
    }

    private int readFeatureCount() {
        MemorySegment out = arena.allocate(JAVA_INT);
        try {
            api.library().requireSuccess((int) api.featureCount().invokeExact(handle, out));
            return out.get(JAVA_INT, 0);
        } catch (Throwable thrown) {
            throw LibraryException.unchecked(thrown);
        }
    }

    /// The library fills buffers of the caller's and says how long they should have been.
    private List<String> readFeatureNames() {
        try (Arena call = Arena.ofConfined()) {
            MemorySegment count = call.allocate(JAVA_INT);
            MemorySegment needed = call.allocate(JAVA_LONG);
            MemorySegment array = call.allocate(ADDRESS, featureCount);
            api.library()
                    .requireSuccess(
                            (int)
                                    api.featureNames()
                                            .invokeExact(
                                                    handle,
                                                    0,
                                                    count,
                                                    0L,
                                                    needed,
                                                    MemorySegment.NULL));
            long longest = Math.clamp(needed.get(JAVA_LONG, 0), 1, LONGEST_NAME);
            for (long i = 0; i < featureCount; i++) {
                array.setAtIndex(ADDRESS, i, call.allocate(longest));
            }
            api.library()
                    .requireSuccess(
                            (int)
                                    api.featureNames()
                                            .invokeExact(
                                                    handle,
                                                    featureCount,
                                                    count,
                                                    longest,
                                                    needed,
                                                    array));
            List<String> names = new ArrayList<>();
            for (long i = 0; i < featureCount; i++) {
                names.add(array.getAtIndex(ADDRESS, i).reinterpret(longest).getString(0));
            }
            return List.copyOf(names);
        } catch (Throwable thrown) {
            throw LibraryException.unchecked(thrown);
        }
    }

    /// Frees the booster, once no prediction runs any more.
    @Override
    public void close() {
        lock.writeLock().lock();
        try {
            if (!closed) {
                closed = true;
                freeRows();
                free(api, handle);
                arena.close();
            }
        } finally {
            lock.writeLock().unlock();
        }
    }

    private void freeRows() {
        try {
            for (MemorySegment row : rows.values()) {
                api.library().requireSuccess((int) api.freeRow().invokeExact(row));
            }
        } catch (Throwable thrown) {
            throw LibraryException.unchecked(thrown);
        }
    }

    private static void free(LightgbmApi api, MemorySegment handle) {
        try {
            api.library().requireSuccess((int) api.free().invokeExact(handle));
        } catch (Throwable thrown) {
            throw LibraryException.unchecked(thrown);
        }
    }
}
