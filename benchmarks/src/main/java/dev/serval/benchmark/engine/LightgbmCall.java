package dev.serval.benchmark.engine;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_DOUBLE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.serval.inference.library.BundledLibrary;
import dev.serval.inference.library.LibraryFunctions;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.UnaryOperator;

/// `LGBM_BoosterPredictForMat`, for one row its prepared form, with arguments that are made once.
final class LightgbmCall implements Call {
    private static final int FP64 = 1;
    private static final int MOST_CLASSES = 3;

    private final LibraryFunctions library;
    private final MethodHandle predictRow;
    private final MethodHandle predictMatrix;
    private final MemorySegment booster;
    private final MemorySegment row;
    private final MemorySegment values;
    private final MemorySegment settings =
            Arena.global().allocateFrom("num_threads=1 verbosity=-1");
    private final MemorySegment length = Arena.global().allocate(JAVA_LONG);
    private final MemorySegment result;
    private final int rows;

    LightgbmCall(Path directory, Rows rows) throws Throwable {
        Arena arena = Arena.global();
        this.rows = rows.count();
        values = rows.doubles();
        result = arena.allocate(JAVA_DOUBLE, (long) rows.count() * MOST_CLASSES);
        library =
                LibraryFunctions.of(
                        "LightGBM",
                        BundledLibrary.open(
                                LightgbmCall.class, "/lightgbm4j/linux/x86_64/lib_lightgbm.so"),
                        "LGBM_GetLastError",
                        UnaryOperator.identity());
        MemorySegment out = arena.allocate(ADDRESS);
        MethodHandle load =
                library.function("LGBM_BoosterLoadModelFromString", ADDRESS, ADDRESS, ADDRESS);
        MemorySegment text = arena.allocateFrom(Files.readString(directory.resolve("model.txt")));
        library.requireSuccess((int) load.invokeExact(text, arena.allocate(JAVA_INT), out));
        booster = out.get(ADDRESS, 0);
        MethodHandle prepare =
                library.function(
                        "LGBM_BoosterPredictForMatSingleRowFastInit",
                        ADDRESS,
                        JAVA_INT,
                        JAVA_INT,
                        JAVA_INT,
                        JAVA_INT,
                        JAVA_INT,
                        ADDRESS,
                        ADDRESS);
        library.requireSuccess(
                (int) prepare.invokeExact(booster, 0, 0, -1, FP64, Rows.COLUMNS, settings, out));
        row = out.get(ADDRESS, 0);
        predictRow =
                library.function(
                        "LGBM_BoosterPredictForMatSingleRowFast",
                        ADDRESS,
                        ADDRESS,
                        ADDRESS,
                        ADDRESS);
        predictMatrix =
                library.function(
                        "LGBM_BoosterPredictForMat",
                        ADDRESS,
                        ADDRESS,
                        JAVA_INT,
                        JAVA_INT,
                        JAVA_INT,
                        JAVA_INT,
                        JAVA_INT,
                        JAVA_INT,
                        JAVA_INT,
                        ADDRESS,
                        ADDRESS,
                        ADDRESS);
    }

    @Override
    public void repeat(int times) throws Exception {
        try {
            for (int i = 0; i < times; i++) {
                int code =
                        rows == 1
                                ? (int) predictRow.invokeExact(row, values, length, result)
                                : (int)
                                        predictMatrix.invokeExact(
                                                booster,
                                                values,
                                                FP64,
                                                rows,
                                                Rows.COLUMNS,
                                                1,
                                                0,
                                                0,
                                                -1,
                                                settings,
                                                length,
                                                result);
                library.requireSuccess(code);
            }
        } catch (Throwable thrown) {
            throw new Exception(thrown);
        }
    }
}
