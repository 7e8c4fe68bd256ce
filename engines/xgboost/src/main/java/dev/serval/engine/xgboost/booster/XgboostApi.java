package dev.serval.engine.xgboost.booster;

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
record XgboostApi(
        MethodHandle lastError,
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

    /// Loads at first use and keeps the outcome, a failure too.
    private static final class Loaded {
        static final @Nullable XgboostApi API;
        static final @Nullable Exception FAILURE;

        static {
            XgboostApi api = null;
            Exception failure = null;
            try {
                api = bind(BundledLibrary.open(XgboostApi.class, resource()));
            } catch (IOException | RuntimeException reason) {
                failure = reason;
            }
            API = api;
            FAILURE = failure;
        }
    }

    /// @throws XgboostException if there is no library for this machine, or it cannot be loaded
    static XgboostApi require() {
        if (Loaded.API == null) {
            Exception reason = Loaded.FAILURE;
            String text = reason == null ? "no reason" : String.valueOf(reason.getMessage());
            throw new XgboostException("XGBoost cannot be loaded: " + text, reason);
        }
        return Loaded.API;
    }

    private static String resource() {
        Platform platform = Platform.current();
        String architecture =
                platform.architecture() == Platform.Architecture.AARCH64 ? "aarch64" : "x86_64";
        return switch (platform.system()) {
            case MACOS -> "/lib/macos/%s/libxgboost4j.dylib".formatted(architecture);
            case LINUX, OTHER -> "/lib/linux/%s/libxgboost4j.so".formatted(architecture);
        };
    }

    private static XgboostApi bind(SymbolLookup library) {
        LibraryLog.redirect(library.findOrThrow("XGBRegisterLogCallback"));
        return new XgboostApi(
                Linker.nativeLinker()
                        .downcallHandle(
                                library.findOrThrow("XGBGetLastError"),
                                FunctionDescriptor.of(ADDRESS)),
                function(library, "XGBoosterCreate", ADDRESS, JAVA_LONG, ADDRESS),
                function(library, "XGBoosterFree", ADDRESS),
                function(library, "XGBoosterLoadModelFromBuffer", ADDRESS, ADDRESS, JAVA_LONG),
                function(library, "XGBoosterSetParam", ADDRESS, ADDRESS, ADDRESS),
                function(library, "XGBoosterGetNumFeature", ADDRESS, ADDRESS),
                function(library, "XGBoosterGetStrFeatureInfo", ADDRESS, ADDRESS, ADDRESS, ADDRESS),
                function(library, "XGBoosterSaveJsonConfig", ADDRESS, ADDRESS, ADDRESS),
                function(
                        library,
                        "XGBoosterPredictFromDense",
                        ADDRESS,
                        ADDRESS,
                        ADDRESS,
                        ADDRESS,
                        ADDRESS,
                        ADDRESS,
                        ADDRESS),
                function(library, "XGDMatrixCreateFromDense", ADDRESS, ADDRESS, ADDRESS),
                function(library, "XGDMatrixFree", ADDRESS),
                function(
                        library,
                        "XGBoosterPredictFromDMatrix",
                        ADDRESS,
                        ADDRESS,
                        ADDRESS,
                        ADDRESS,
                        ADDRESS,
                        ADDRESS));
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
    /// @throws XgboostException with the library's reason, its first line without the stack
    void requireSuccess(int code) {
        if (code == 0) {
            return;
        }
        try {
            MemorySegment text = (MemorySegment) lastError.invokeExact();
            String whole = text.reinterpret(Long.MAX_VALUE).getString(0);
            throw new XgboostException(withoutPlace(whole), null);
        } catch (XgboostException failure) {
            throw failure;
        } catch (Throwable thrown) {
            throw rethrow(thrown);
        }
    }

    /// The message alone, of a text as `[12:00:00] /src/io.cc:7: Invalid model\nStack trace: …`.
    private static String withoutPlace(String text) {
        String first = text.lines().filter(line -> !line.isBlank()).findFirst().orElse(text);
        return first.replaceFirst("^\\[\\d+:\\d+:\\d+] \\S+:\\d+: ", "").strip();
    }

    static RuntimeException rethrow(Throwable thrown) {
        return switch (thrown) {
            case RuntimeException unchecked -> unchecked;
            case Error error -> throw error;
            default -> new IllegalStateException(thrown);
        };
    }
}
