package dev.serval.engine.pytorch.torch;

import ai.djl.Device;
import ai.djl.pytorch.engine.PtEngineProvider;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.jni.JniUtils;
import dev.serval.inference.library.EngineFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// PyTorch's native library, which lies unpacked in a folder beside the engine's jar: it is 450 MB,
/// too large to be unpacked whenever a process starts.
final class TorchLibrary {
    /// The folder that holds the engine, if it is another.
    static final String FOLDER_PROPERTY = "serval.pytorch.folder";

    private static final String FOLDER = "native";
    private static final String BINDINGS = "libdjl_torch.so";

    private TorchLibrary() {}

    /// Loads at first use and keeps the outcome, a failure too.
    private static final class Loaded {
        static final @Nullable PtNDManager MANAGER;
        static final @Nullable String FAILURE;

        static {
            PtNDManager manager = null;
            String failure = null;
            try {
                manager = start(folder());
            } catch (IOException | RuntimeException | LinkageError reason) {
                failure = words(reason);
            }
            MANAGER = manager;
            FAILURE = failure;
        }
    }

    private static String words(Throwable reason) {
        Throwable cause = reason.getCause();
        return cause == null ? reason.toString() : "%s: %s".formatted(reason.getMessage(), cause);
    }

    /// What all arrays belong to in the end.
    ///
    /// @throws TorchException if there is no library for this machine, or it cannot be loaded
    static PtNDManager require() {
        if (Loaded.MANAGER == null) {
            throw new TorchException("PyTorch cannot be loaded: " + Loaded.FAILURE);
        }
        return Loaded.MANAGER;
    }

    /// How many threads one operation may use, from now on and in the whole process.
    static void limitThreads(int threads) {
        JniUtils.setNumThreads(threads);
    }

    private static Path folder() throws IOException {
        String named = System.getProperty(FOLDER_PROPERTY);
        return EngineFolder.of(TorchLibrary.class, named).resolve(FOLDER);
    }

    private static PtNDManager start(Path folder) {
        if (!Files.exists(folder.resolve(BINDINGS))) {
            throw new IllegalStateException(
                    "there is no %s in %s; the engine has it for Linux on x86-64 only"
                            .formatted(BINDINGS, folder));
        }
        System.setProperty("PYTORCH_LIBRARY_PATH", folder.toString());
        System.setProperty("PYTORCH_FLAVOR", "cpu");
        System.setProperty("ai.djl.offline", "true");
        return (PtNDManager) new PtEngineProvider().getEngine().newBaseManager(Device.cpu());
    }
}
