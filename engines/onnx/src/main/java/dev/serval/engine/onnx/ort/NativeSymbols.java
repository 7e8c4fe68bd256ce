package dev.serval.engine.onnx.ort;

import java.lang.foreign.Arena;
import java.lang.foreign.Linker;
import java.lang.foreign.SymbolLookup;
import java.nio.file.Path;

/// Where C functions are found by name. A native image has another class of this name, which asks
/// the system's own loader.
final class NativeSymbols {
    private NativeSymbols() {}

    /// Loads a library, for as long as the process lives.
    ///
    /// @throws IllegalArgumentException if it cannot be loaded
    static SymbolLookup ofLibrary(Path file) {
        return SymbolLookup.libraryLookup(file, Arena.global());
    }

    /// The C library's.
    static SymbolLookup ofSystem() {
        return Linker.nativeLinker().defaultLookup();
    }
}
