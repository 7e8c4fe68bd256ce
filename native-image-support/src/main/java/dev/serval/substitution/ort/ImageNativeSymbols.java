package dev.serval.substitution.ort;

import com.oracle.svm.core.annotate.Substitute;
import com.oracle.svm.core.annotate.TargetClass;
import dev.serval.substitution.c.CLibrary;
import dev.serval.substitution.presence.IsThere;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.nio.file.Path;
import java.util.Optional;

/// Symbols by the system's own loader.
@Substitute
@TargetClass(className = "dev.serval.engine.onnx.ort.NativeSymbols", onlyWith = IsThere.class)
final class ImageNativeSymbols {
    @Substitute
    private ImageNativeSymbols() {}

    @Substitute
    static SymbolLookup ofLibrary(Path file) {
        long library = CLibrary.load(file);
        return name -> found(CLibrary.find(library, name));
    }

    @Substitute
    static SymbolLookup ofSystem() {
        return name -> found(CLibrary.findAnywhere(name));
    }

    private static Optional<MemorySegment> found(long address) {
        return address == 0 ? Optional.empty() : Optional.of(MemorySegment.ofAddress(address));
    }
}
