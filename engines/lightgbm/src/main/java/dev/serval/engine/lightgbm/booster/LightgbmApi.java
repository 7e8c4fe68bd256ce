package dev.serval.engine.lightgbm.booster;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.serval.inference.library.BundledLibrary;
import dev.serval.inference.library.Platform;
import java.io.IOException;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import org.jspecify.annotations.Nullable;

/// The functions of the C API that Serval calls. The library is loaded once in a process.
///
/// @param lastError the text of the calling thread's last failure
record LightgbmApi(
        MethodHandle lastError,
        MethodHandle loadFromString,
        MethodHandle free,
        MethodHandle featureCount,
        MethodHandle featureNames,
        MethodHandle countPredictions,
        MethodHandle predictMatrix,
        MethodHandle prepareRow,
        MethodHandle predictRow,
        MethodHandle freeRow) {

    /// Loads at first use and keeps the outcome, a failure too.
    private static final class Loaded {
        static final @Nullable LightgbmApi API;
        static final @Nullable Exception FAILURE;

        static {
            LightgbmApi api = null;
            Exception failure = null;
            try {
                api = bind(BundledLibrary.open(LightgbmApi.class, resource()));
            } catch (IOException | RuntimeException reason) {
                failure = reason;
            }
            API = api;
            FAILURE = failure;
        }
    }

    /// @throws LightgbmException if there is no library for this machine, or it cannot be loaded
    static LightgbmApi require() {
        if (Loaded.API == null) {
            Exception reason = Loaded.FAILURE;
            String text = reason == null ? "no reason" : String.valueOf(reason.getMessage());
            throw new LightgbmException("LightGBM cannot be loaded: " + text, reason);
        }
        return Loaded.API;
    }

    private static String resource() {
        Platform platform = Platform.current();
        String architecture =
                platform.architecture() == Platform.Architecture.AARCH64 ? "aarch64" : "x86_64";
        return switch (platform.system()) {
            case MACOS -> "/lightgbm4j/osx/%s/lib_lightgbm.dylib".formatted(architecture);
            case LINUX, OTHER -> "/lightgbm4j/linux/%s/lib_lightgbm.so".formatted(architecture);
        };
    }

    private static LightgbmApi bind(SymbolLookup library) {
        LibraryLog.redirect(library.findOrThrow("LGBM_RegisterLogCallback"));
        return new LightgbmApi(
                Linker.nativeLinker()
                        .downcallHandle(
                                library.findOrThrow("LGBM_GetLastError"),
                                FunctionDescriptor.of(ADDRESS)),
                function(library, "LGBM_BoosterLoadModelFromString", ADDRESS, ADDRESS, ADDRESS),
                function(library, "LGBM_BoosterFree", ADDRESS),
                function(library, "LGBM_BoosterGetNumFeature", ADDRESS, ADDRESS),
                function(
                        library,
                        "LGBM_BoosterGetFeatureNames",
                        ADDRESS,
                        JAVA_INT,
                        ADDRESS,
                        JAVA_LONG,
                        ADDRESS,
                        ADDRESS),
                function(
                        library,
                        "LGBM_BoosterCalcNumPredict",
                        ADDRESS,
                        JAVA_INT,
                        JAVA_INT,
                        JAVA_INT,
                        JAVA_INT,
                        ADDRESS),
                function(
                        library,
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
                function(
                        library,
                        "LGBM_BoosterPredictForMatSingleRowFastInit",
                        ADDRESS,
                        JAVA_INT,
                        JAVA_INT,
                        JAVA_INT,
                        JAVA_INT,
                        JAVA_INT,
                        ADDRESS,
                        ADDRESS),
                function(
                        library,
                        "LGBM_BoosterPredictForMatSingleRowFast",
                        ADDRESS,
                        ADDRESS,
                        ADDRESS,
                        ADDRESS),
                function(library, "LGBM_FastConfigFree", ADDRESS));
    }

    private static MethodHandle function(
            SymbolLookup library, String name, MemoryLayout... parameters) {
        return Linker.nativeLinker()
                .downcallHandle(
                        library.findOrThrow(name), FunctionDescriptor.of(JAVA_INT, parameters));
    }

    /// Goes on only if a call succeeded.
    ///
    /// @param code what the call returned
    /// @throws LightgbmException with the library's reason
    void requireSuccess(int code) {
        if (code == 0) {
            return;
        }
        String reason;
        try {
            MemorySegment text = (MemorySegment) lastError.invokeExact();
            reason = text.reinterpret(Long.MAX_VALUE).getString(0).strip();
        } catch (Throwable thrown) {
            throw rethrow(thrown);
        }
        throw new LightgbmException(reason, null);
    }

    static RuntimeException rethrow(Throwable thrown) {
        return switch (thrown) {
            case RuntimeException unchecked -> unchecked;
            case Error error -> throw error;
            default -> new IllegalStateException(thrown);
        };
    }
}
