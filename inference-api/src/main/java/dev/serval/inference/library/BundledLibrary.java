package dev.serval.inference.library;

import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.SymbolLookup;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/// Loads a shared library out of a jar, by way of a temporary file that is deleted as soon as it is
/// mapped. A library is never unloaded: libraries leave threads behind that would run into nothing.
public final class BundledLibrary {
    private BundledLibrary() {}

    /// The library's symbols.
    ///
    /// @param owner a class of the engine, whose class loader sees the jar
    /// @param resource the library's absolute name on the class path
    /// @throws IOException if there is none of that name, or it cannot be loaded
    public static SymbolLookup open(Class<?> owner, String resource) throws IOException {
        String fileName = resource.substring(resource.lastIndexOf('/') + 1);
        Path extracted = Files.createTempFile("serval-", "-" + fileName);
        try {
            extract(owner, resource, extracted);
            return SymbolLookup.libraryLookup(extracted, Arena.global());
        } catch (IllegalArgumentException unloadable) {
            throw new IOException(
                    "%s cannot be loaded (is everything there that it needs? `ldd` tells): %s"
                            .formatted(fileName, unloadable.getMessage()),
                    unloadable);
        } finally {
            Files.deleteIfExists(extracted);
        }
    }

    private static void extract(Class<?> owner, String resource, Path file) throws IOException {
        try (InputStream library = owner.getResourceAsStream(resource)) {
            if (library == null) {
                throw new IOException(
                        "there is no %s on the engine's class path: it has no library for %s"
                                .formatted(resource, Platform.current()));
            }
            Files.copy(library, file, StandardCopyOption.REPLACE_EXISTING);
        }
    }
}
