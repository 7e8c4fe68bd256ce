package dev.serval.engine.xgboost.booster;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.serval.inference.library.LibraryException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A loaded booster. Threads share it: trees are predicted side by side, a linear booster one call
/// at a time, which is all that the library promises.
public final class Booster implements AutoCloseable {
    private static final Pattern NAME =
            Pattern.compile("\"learner_train_param\":\\{[^}]*\"booster\":\"([^\"]*)\"");
    private static final String LINEAR = "gblinear";

    private final XgboostApi api;
    private final MemorySegment handle;
    private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock();
    private final long featureCount;
    private final List<String> featureNames;
    private final boolean linear;
    private boolean closed;

    private Booster(XgboostApi api, MemorySegment handle) {
        this.api = api;
        this.handle = handle;
        String configuration = readConfiguration();
        this.linear = find(NAME, configuration).equals(LINEAR);
        this.featureCount = readFeatureCount();
        this.featureNames = readFeatureNames();
    }

    /// A booster from the bytes of a model file in JSON or UBJSON; what XGBoost wrote before is
    /// refused.
    ///
    /// @param threads how many threads one prediction may use
    /// @throws LibraryException with the library's reason; nothing is left behind
    public static Booster load(MemorySegment file, int threads) {
        XgboostApi api = XgboostApi.require();
        MemorySegment handle = create(api);
        try {
            call(api, file, handle);
            setParameter(api, handle, "nthread", Integer.toString(threads));
            return new Booster(api, handle);
        } catch (RuntimeException refused) {
            free(api, handle);
            throw refused;
        }
    }

    private static void call(XgboostApi api, MemorySegment file, MemorySegment handle) {
        try {
            api.library()
                    .requireSuccess(
                            (int) api.loadFromBuffer().invokeExact(handle, file, file.byteSize()));
        } catch (Throwable thrown) {
            throw LibraryException.unchecked(thrown);
        }
    }

    private static MemorySegment create(XgboostApi api) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment out = arena.allocate(ADDRESS);
            api.library()
                    .requireSuccess((int) api.create().invokeExact(MemorySegment.NULL, 0L, out));
            return out.get(ADDRESS, 0);
        } catch (Throwable thrown) {
            throw LibraryException.unchecked(thrown);
        }
    }

    private static void setParameter(
            XgboostApi api, MemorySegment handle, String name, String value) {
        try (Arena arena = Arena.ofConfined()) {
            api.library()
                    .requireSuccess(
                            (int)
                                    api.setParameter()
                                            .invokeExact(
                                                    handle,
                                                    arena.allocateFrom(name),
                                                    arena.allocateFrom(value)));
        } catch (Throwable thrown) {
            throw LibraryException.unchecked(thrown);
        }
    }

    /// How many features a row has.
    public long featureCount() {
        return featureCount;
    }

    /// What the features are called, in order; none if the file does not say.
    public List<String> featureNames() {
        return featureNames;
    }

    /// Predicts rows and gives the numbers to `reader`, before the library reuses their memory.
    ///
    /// @param matrix FP32, `rows` times [#featureCount], row after row
    /// @throws LibraryException with the library's reason
    public <T> T predict(
            MemorySegment matrix, long rows, Question question, PredictionReader<T> reader) {
        var held = linear ? lock.writeLock() : lock.readLock();
        held.lock();
        try (Arena arena = Arena.ofConfined()) {
            if (closed) {
                throw new IllegalStateException("the booster is closed");
            }
            MemorySegment shape = arena.allocate(ADDRESS);
            MemorySegment rank = arena.allocate(JAVA_LONG);
            MemorySegment result = arena.allocate(ADDRESS);
            MemorySegment values = arena.allocateFrom(description(matrix, rows));
            int code =
                    linear
                            ? predictLinear(values, question, shape, rank, result, arena)
                            : (int)
                                    api.predictDense()
                                            .invokeExact(
                                                    handle,
                                                    values,
                                                    question.configuration(),
                                                    MemorySegment.NULL,
                                                    shape,
                                                    rank,
                                                    result);
            api.library().requireSuccess(code);
            return reader.read(prediction(rows, shape, rank, result));
        } catch (Throwable thrown) {
            throw LibraryException.unchecked(thrown);
        } finally {
            held.unlock();
        }
    }

    /// A linear booster predicts no matrix where it lies, only one that was copied.
    private int predictLinear(
            MemorySegment values,
            Question question,
            MemorySegment shape,
            MemorySegment rank,
            MemorySegment result,
            Arena arena)
            throws Throwable {
        MemorySegment out = arena.allocate(ADDRESS);
        api.library()
                .requireSuccess(
                        (int)
                                api.createMatrix()
                                        .invokeExact(values, question.matrixConfiguration(), out));
        MemorySegment matrix = out.get(ADDRESS, 0);
        try {
            return (int)
                    api.predictMatrix()
                            .invokeExact(
                                    handle, matrix, question.configuration(), shape, rank, result);
        } finally {
            var _ = (int) api.freeMatrix().invokeExact(matrix);
        }
    }

    private static Prediction prediction(
            long rows, MemorySegment shape, MemorySegment rank, MemorySegment result) {
        long dimensions = rank.get(JAVA_LONG, 0);
        MemorySegment sizes = shape.get(ADDRESS, 0).reinterpret(dimensions * JAVA_LONG.byteSize());
        long count = 1;
        for (long axis = 0; axis < dimensions; axis++) {
            count = Math.multiplyExact(count, sizes.getAtIndex(JAVA_LONG, axis));
        }
        MemorySegment numbers = result.get(ADDRESS, 0).reinterpret(count * JAVA_FLOAT.byteSize());
        return new Prediction(rows, rows == 0 ? 0 : count / rows, numbers);
    }

    /// The matrix as NumPy's array interface tells of it.
    private String description(MemorySegment matrix, long rows) {
        return "{\"data\":["
                + matrix.address()
                + ",true],\"shape\":["
                + rows
                + ","
                + featureCount
                + "],\"typestr\":\"<f4\",\"version\":3}";
    }

    private long readFeatureCount() {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment out = arena.allocate(JAVA_LONG);
            api.library().requireSuccess((int) api.featureCount().invokeExact(handle, out));
            return out.get(JAVA_LONG, 0);
        } catch (Throwable thrown) {
            throw LibraryException.unchecked(thrown);
        }
    }

    private List<String> readFeatureNames() {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment count = arena.allocate(JAVA_LONG);
            MemorySegment names = arena.allocate(ADDRESS);
            MemorySegment field = arena.allocateFrom("feature_name");
            api.library()
                    .requireSuccess(
                            (int) api.featureInfo().invokeExact(handle, field, count, names));
            long found = count.get(JAVA_LONG, 0);
            MemorySegment array = names.get(ADDRESS, 0).reinterpret(found * ADDRESS.byteSize());
            List<String> read = new ArrayList<>();
            for (long i = 0; i < found; i++) {
                MemorySegment name = array.getAtIndex(ADDRESS, i);
                read.add(name.reinterpret(Long.MAX_VALUE).getString(0));
            }
            return List.copyOf(read);
        } catch (Throwable thrown) {
            throw LibraryException.unchecked(thrown);
        }
    }

    /// Asking for it also completes the booster's set-up, so that predictions change nothing.
    private String readConfiguration() {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment length = arena.allocate(JAVA_LONG);
            MemorySegment out = arena.allocate(ADDRESS);
            api.library()
                    .requireSuccess((int) api.configuration().invokeExact(handle, length, out));
            return out.get(ADDRESS, 0).reinterpret(Long.MAX_VALUE).getString(0);
        } catch (Throwable thrown) {
            throw LibraryException.unchecked(thrown);
        }
    }

    private static String find(Pattern pattern, String configuration) {
        Matcher found = pattern.matcher(configuration);
        return found.find() ? found.group(1) : "";
    }

    /// Frees the booster, once no prediction runs any more.
    @Override
    public void close() {
        lock.writeLock().lock();
        try {
            if (!closed) {
                closed = true;
                free(api, handle);
            }
        } finally {
            lock.writeLock().unlock();
        }
    }

    private static void free(XgboostApi api, MemorySegment handle) {
        try {
            api.library().requireSuccess((int) api.free().invokeExact(handle));
        } catch (Throwable thrown) {
            throw LibraryException.unchecked(thrown);
        }
    }
}
