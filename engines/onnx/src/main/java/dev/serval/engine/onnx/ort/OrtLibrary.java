package dev.serval.engine.onnx.ort;

import static java.lang.foreign.ValueLayout.ADDRESS;

import dev.serval.inference.library.NativeImage;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// ONNX Runtime's native library, loaded once in a process and never unloaded. It comes from the
/// directory that the system property `onnxruntime.native.path` names, as for its Java API, or else
/// out of its jar: by way of a file that [ExtractedLibrary] keeps between processes where there is
/// a directory for it, or of a temporary one that is deleted as soon as it is mapped. A native
/// image has it in the folder that the program is in.
final class OrtLibrary {
    /// The directory that holds the library already extracted.
    static final String DIRECTORY_PROPERTY = "onnxruntime.native.path";

    private final @Nullable OrtApi api;
    private final @Nullable Exception failure;

    private OrtLibrary(@Nullable OrtApi api, @Nullable Exception failure) {
        this.api = api;
        this.failure = failure;
    }

    /// Loads at first use and keeps the outcome, a failure too.
    private static final class Loaded {
        static final OrtLibrary LIBRARY = load();
    }

    /// @throws OrtFailure if there is no library for this machine, or it cannot be loaded
    static OrtApi require() {
        OrtLibrary library = Loaded.LIBRARY;
        if (library.api == null) {
            throw new OrtFailure(
                    "ONNX Runtime cannot be loaded: " + library.failure, library.failure);
        }
        return library.api;
    }

    private static OrtLibrary load() {
        try {
            return new OrtLibrary(bind(open()), null);
        } catch (IOException | RuntimeException reason) {
            return new OrtLibrary(null, reason);
        }
    }

    private static SymbolLookup open() throws IOException {
        OrtPlatform platform = OrtPlatform.current();
        String directory = System.getProperty(DIRECTORY_PROPERTY);
        if (directory != null) {
            return map(Path.of(directory, platform.fileName()));
        }
        if (NativeImage.isRunning()) {
            return map(programFolder().resolve(platform.fileName()));
        }
        ExtractedLibrary library = ExtractedLibrary.of(platform);
        Optional<Path> kept = library.kept();
        if (kept.isPresent()) {
            return map(kept.get());
        }
        Path extracted = Files.createTempFile("serval-", "-" + platform.fileName());
        try {
            library.copyTo(extracted);
            return map(extracted);
        } finally {
            Files.deleteIfExists(extracted);
        }
    }

    private static Path programFolder() {
        return NativeImage.folder()
                .orElseThrow(() ->
                        new OrtFailure(
                                "the system does not tell where the program lies: name the folder"
                                        + " of ONNX Runtime with -D"
                                        + DIRECTORY_PROPERTY));
    }

    private static SymbolLookup map(Path file) {
        return NativeSymbols.ofLibrary(file);
    }

    private static OrtApi bind(SymbolLookup library) {
        MemorySegment apiBase = NativeCall.call(library.findOrThrow("OrtGetApiBase"));
        MemorySegment versionToTable = apiBase.reinterpret(ADDRESS.byteSize()).get(ADDRESS, 0);
        MemorySegment table =
                NativeCall.call(versionToTable, NativeCall.integer(OrtFunction.API_VERSION));
        if (NativeCall.isNull(table)) {
            throw new OrtFailure(
                    "the library has no API version %d".formatted(OrtFunction.API_VERSION));
        }
        return new OrtApi(table);
    }
}
