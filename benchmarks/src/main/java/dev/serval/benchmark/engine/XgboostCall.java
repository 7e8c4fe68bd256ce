package dev.serval.benchmark.engine;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.serval.inference.library.BundledLibrary;
import dev.serval.inference.library.LibraryFunctions;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.UnaryOperator;

/// `XGBoosterPredictFromDense` with arguments that are made once.
final class XgboostCall implements Call {
    private final LibraryFunctions library;
    private final MethodHandle predict;
    private final MemorySegment booster;
    private final MemorySegment values;
    private final MemorySegment settings;
    private final MemorySegment shape = Arena.global().allocate(ADDRESS);
    private final MemorySegment rank = Arena.global().allocate(JAVA_LONG);
    private final MemorySegment result = Arena.global().allocate(ADDRESS);
    private float seen;

    XgboostCall(Path directory, Rows rows) throws Throwable {
        Arena arena = Arena.global();
        library =
                LibraryFunctions.of(
                        "XGBoost",
                        BundledLibrary.open(XgboostCall.class, "/lib/linux/x86_64/libxgboost4j.so"),
                        "XGBGetLastError",
                        UnaryOperator.identity());
        MemorySegment out = arena.allocate(ADDRESS);
        MethodHandle create = library.function("XGBoosterCreate", ADDRESS, JAVA_LONG, ADDRESS);
        library.requireSuccess((int) create.invokeExact(MemorySegment.NULL, 0L, out));
        booster = out.get(ADDRESS, 0);
        byte[] file = Files.readAllBytes(directory.resolve("model.json"));
        MemorySegment content = arena.allocate(file.length);
        content.copyFrom(MemorySegment.ofArray(file));
        MethodHandle load =
                library.function("XGBoosterLoadModelFromBuffer", ADDRESS, ADDRESS, JAVA_LONG);
        library.requireSuccess((int) load.invokeExact(booster, content, (long) file.length));
        MethodHandle set = library.function("XGBoosterSetParam", ADDRESS, ADDRESS, ADDRESS);
        MemorySegment name = arena.allocateFrom("nthread");
        MemorySegment one = arena.allocateFrom("1");
        library.requireSuccess((int) set.invokeExact(booster, name, one));
        predict =
                library.function(
                        "XGBoosterPredictFromDense",
                        ADDRESS,
                        ADDRESS,
                        ADDRESS,
                        ADDRESS,
                        ADDRESS,
                        ADDRESS,
                        ADDRESS);
        values =
                arena.allocateFrom(
                        "{\"data\":[%d,true],\"shape\":[%d,%d],\"typestr\":\"<f4\",\"version\":3}"
                                .formatted(rows.floats().address(), rows.count(), Rows.COLUMNS));
        settings =
                arena.allocateFrom(
                        "{\"type\":0,\"training\":false,\"iteration_begin\":0,\"iteration_end\":0,"
                                + "\"strict_shape\":true,\"missing\":NaN,\"cache_id\":0}");
    }

    @Override
    public void repeat(int times) throws Exception {
        try {
            for (int i = 0; i < times; i++) {
                library.requireSuccess(
                        (int)
                                predict.invokeExact(
                                        booster,
                                        values,
                                        settings,
                                        MemorySegment.NULL,
                                        shape,
                                        rank,
                                        result));
                seen += result.get(ADDRESS, 0).reinterpret(4).get(JAVA_FLOAT, 0);
            }
        } catch (Throwable thrown) {
            throw new Exception(thrown);
        }
    }

    @Override
    public String toString() {
        return "XGBoosterPredictFromDense " + seen;
    }
}
