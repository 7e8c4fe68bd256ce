package dev.serval.engine.lightgbm.booster;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.serval.inference.library.BundledLibrary;
import dev.serval.inference.library.LibraryFunctions;
import dev.serval.inference.library.LoadedOnce;
import dev.serval.inference.library.Platform;
import java.io.IOException;
import java.lang.invoke.MethodHandle;
import java.util.function.UnaryOperator;

/// The functions of the C API that Serval calls. The library is loaded once in a process.
record LightgbmApi(
        LibraryFunctions library,
        MethodHandle loadFromString,
        MethodHandle free,
        MethodHandle featureCount,
        MethodHandle featureNames,
        MethodHandle countPredictions,
        MethodHandle predictMatrix,
        MethodHandle prepareRow,
        MethodHandle predictRow,
        MethodHandle freeRow) {

    private static final LoadedOnce<LightgbmApi> LOADED =
            new LoadedOnce<>("LightGBM", LightgbmApi::load);

    /// @throws dev.serval.inference.library.LibraryException if there is no library for this
    ///   machine, or it cannot be loaded
    static LightgbmApi require() {
        return LOADED.require();
    }

    private static LightgbmApi load() throws IOException {
        String resource = resource(Platform.current());
        return bind(
                LibraryFunctions.of(
                        "LightGBM",
                        BundledLibrary.open(LightgbmApi.class, resource),
                        "LGBM_GetLastError",
                        UnaryOperator.identity()));
    }

    /// Where the library for a machine lies in the library's jar.
    static String resource(Platform platform) {
        String architecture = platform.architecture().title();
        return switch (platform.system()) {
            case MACOS -> "/lightgbm4j/osx/%s/lib_lightgbm.dylib".formatted(architecture);
            case LINUX, OTHER -> "/lightgbm4j/linux/%s/lib_lightgbm.so".formatted(architecture);
        };
    }

    private static LightgbmApi bind(LibraryFunctions library) {
        library.logWhatItPrints("LGBM_RegisterLogCallback", "[Warning]");
        return new LightgbmApi(
                library,
                library.function("LGBM_BoosterLoadModelFromString", ADDRESS, ADDRESS, ADDRESS),
                library.function("LGBM_BoosterFree", ADDRESS),
                library.function("LGBM_BoosterGetNumFeature", ADDRESS, ADDRESS),
                library.function(
                        "LGBM_BoosterGetFeatureNames",
                        ADDRESS,
                        JAVA_INT,
                        ADDRESS,
                        JAVA_LONG,
                        ADDRESS,
                        ADDRESS),
                library.function(
                        "LGBM_BoosterCalcNumPredict",
                        ADDRESS,
                        JAVA_INT,
                        JAVA_INT,
                        JAVA_INT,
                        JAVA_INT,
                        ADDRESS),
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
                        ADDRESS),
                library.function(
                        "LGBM_BoosterPredictForMatSingleRowFastInit",
                        ADDRESS,
                        JAVA_INT,
                        JAVA_INT,
                        JAVA_INT,
                        JAVA_INT,
                        JAVA_INT,
                        ADDRESS,
                        ADDRESS),
                library.function(
                        "LGBM_BoosterPredictForMatSingleRowFast",
                        ADDRESS,
                        ADDRESS,
                        ADDRESS,
                        ADDRESS),
                library.function("LGBM_FastConfigFree", ADDRESS));
    }
}
