package dev.serval.engine.xgboost.booster;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.serval.inference.library.BundledLibrary;
import dev.serval.inference.library.LibraryFunctions;
import dev.serval.inference.library.LoadedOnce;
import dev.serval.inference.library.Platform;
import java.io.IOException;
import java.lang.invoke.MethodHandle;

/// The functions of the C API that Serval calls. The library is loaded once in a process.
record XgboostApi(
        LibraryFunctions library,
        MethodHandle create,
        MethodHandle free,
        MethodHandle loadFromBuffer,
        MethodHandle setParameter,
        MethodHandle featureCount,
        MethodHandle featureInfo,
        MethodHandle configuration,
        MethodHandle predictDense,
        MethodHandle createMatrix,
        MethodHandle freeMatrix,
        MethodHandle predictMatrix) {

    private static final LoadedOnce<XgboostApi> LOADED =
            new LoadedOnce<>("XGBoost", XgboostApi::load);

    /// @throws dev.serval.inference.library.LibraryException if there is no library for this
    ///   machine, or it cannot be loaded
    static XgboostApi require() {
        return LOADED.require();
    }

    private static XgboostApi load() throws IOException {
        String resource = resource(Platform.current());
        return bind(
                LibraryFunctions.of(
                        "XGBoost",
                        BundledLibrary.open(XgboostApi.class, resource),
                        "XGBGetLastError",
                        XgboostApi::withoutPlace));
    }

    /// Where the library for a machine lies in the library's jar.
    static String resource(Platform platform) {
        String architecture = platform.architecture().title();
        return switch (platform.system()) {
            case MACOS -> "/lib/macos/%s/libxgboost4j.dylib".formatted(architecture);
            case LINUX, OTHER -> "/lib/linux/%s/libxgboost4j.so".formatted(architecture);
        };
    }

    private static XgboostApi bind(LibraryFunctions library) {
        library.logWhatItPrints("XGBRegisterLogCallback", "WARNING");
        return new XgboostApi(
                library,
                library.function("XGBoosterCreate", ADDRESS, JAVA_LONG, ADDRESS),
                library.function("XGBoosterFree", ADDRESS),
                library.function("XGBoosterLoadModelFromBuffer", ADDRESS, ADDRESS, JAVA_LONG),
                library.function("XGBoosterSetParam", ADDRESS, ADDRESS, ADDRESS),
                library.function("XGBoosterGetNumFeature", ADDRESS, ADDRESS),
                library.function("XGBoosterGetStrFeatureInfo", ADDRESS, ADDRESS, ADDRESS, ADDRESS),
                library.function("XGBoosterSaveJsonConfig", ADDRESS, ADDRESS, ADDRESS),
                library.function(
                        "XGBoosterPredictFromDense",
                        ADDRESS,
                        ADDRESS,
                        ADDRESS,
                        ADDRESS,
                        ADDRESS,
                        ADDRESS,
                        ADDRESS),
                library.function("XGDMatrixCreateFromDense", ADDRESS, ADDRESS, ADDRESS),
                library.function("XGDMatrixFree", ADDRESS),
                library.function(
                        "XGBoosterPredictFromDMatrix",
                        ADDRESS,
                        ADDRESS,
                        ADDRESS,
                        ADDRESS,
                        ADDRESS,
                        ADDRESS));
    }

    /// The message alone, of a text as `[12:00:00] /src/io.cc:7: Invalid model\nStack trace: …`.
    private static String withoutPlace(String text) {
        String first = text.lines().filter(line -> !line.isBlank()).findFirst().orElse(text);
        return first.replaceFirst("^\\[\\d+:\\d+:\\d+] \\S+:\\d+: ", "").strip();
    }
}
