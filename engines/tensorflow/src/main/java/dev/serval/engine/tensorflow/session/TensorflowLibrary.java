package dev.serval.engine.tensorflow.session;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import dev.serval.inference.library.EngineFolder;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// TensorFlow's native library, which lies unpacked beside the engine's jar: it is 630 MB, too
/// large to be unpacked whenever a process starts.
final class TensorflowLibrary {
    /// The folder that holds the engine, if it is another.
    static final String FOLDER_PROPERTY = "serval.tensorflow.folder";

    private static final String LINUX = "libtensorflow_cc.so.2";
    private static final String LOG_LEVEL = "TF_CPP_MIN_LOG_LEVEL";
    private static final String ERRORS_ONLY = "2";

    private TensorflowLibrary() {}

    /// Loads at first use and keeps the outcome, a failure too.
    private static final class Loaded {
        static final @Nullable TensorflowApi API;
        static final @Nullable Exception FAILURE;

        static {
            TensorflowApi api = null;
            Exception failure = null;
            try {
                quieten();
                api = TensorflowApi.bind(open());
            } catch (IOException | RuntimeException reason) {
                failure = reason;
            }
            API = api;
            FAILURE = failure;
        }
    }

    /// @throws TensorflowException if there is no library for this machine, or it cannot be loaded
    static TensorflowApi require() {
        if (Loaded.API == null) {
            Exception reason = Loaded.FAILURE;
            String text = reason == null ? "no reason" : String.valueOf(reason.getMessage());
            throw new TensorflowException("TensorFlow cannot be loaded: " + text, false, reason);
        }
        return Loaded.API;
    }

    private static SymbolLookup open() throws IOException {
        String named = System.getProperty(FOLDER_PROPERTY);
        Path library = EngineFolder.of(TensorflowLibrary.class, named).resolve(LINUX);
        if (!Files.exists(library)) {
            throw new IOException(
                    "%s is not there; the engine has it for Linux on x86-64 only"
                            .formatted(library));
        }
        return SymbolLookup.libraryLookup(library, Arena.global());
    }

    /// TensorFlow prints to standard error what is no failure, unless the environment says
    /// otherwise before it is loaded.
    private static void quieten() {
        Linker linker = Linker.nativeLinker();
        var setenv =
                linker.downcallHandle(
                        linker.defaultLookup().findOrThrow("setenv"),
                        FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS, JAVA_INT));
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment name = arena.allocateFrom(LOG_LEVEL);
            MemorySegment level = arena.allocateFrom(ERRORS_ONLY);
            TensorflowApi.call(() -> (int) setenv.invokeExact(name, level, 0));
        }
    }
}
