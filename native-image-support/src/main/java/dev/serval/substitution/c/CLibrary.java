package dev.serval.substitution.c;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import org.graalvm.nativeimage.c.function.CFunction;
import org.graalvm.nativeimage.c.type.CCharPointer;
import org.graalvm.nativeimage.c.type.CTypeConversion;
import org.graalvm.word.Pointer;
import org.graalvm.word.PointerBase;
import org.graalvm.word.WordFactory;

/// The system's loader of shared libraries.
public final class CLibrary {
    /// `RTLD_NOW`: all symbols are resolved when a library is loaded.
    private static final int RESOLVE_NOW = 2;

    private CLibrary() {}

    @CFunction("dlopen")
    private static native Pointer open(Pointer file, int mode);

    @CFunction("dlsym")
    private static native Pointer find(Pointer library, Pointer name);

    /// A function of any library that is loaded.
    ///
    /// @return its address, 0 if there is none of that name
    public static long findAnywhere(String name) {
        return find(0, name);
    }

    /// @param library its handle; 0 for all that is loaded, which is what `RTLD_DEFAULT` is
    /// @return the function's address, 0 if there is none of that name
    public static long find(long library, String name) {
        try (Arena arena = Arena.ofConfined()) {
            return find(WordFactory.pointer(library), pointer(arena.allocateFrom(name))).rawValue();
        }
    }

    /// Loads a library for as long as the process lives.
    ///
    /// @return its handle
    /// @throws IllegalArgumentException with the system's reason
    public static long load(Path file) {
        try (Arena arena = Arena.ofConfined()) {
            Pointer library = open(pointer(arena.allocateFrom(file.toString())), RESOLVE_NOW);
            if (library.isNull()) {
                throw new IllegalArgumentException(
                        CTypeConversion.toJavaString((CCharPointer) (PointerBase) failure()));
            }
            return library.rawValue();
        }
    }

    private static Pointer pointer(MemorySegment segment) {
        return WordFactory.pointer(segment.address());
    }

    /// What went wrong last in this thread, as a C string; null if nothing did.
    @CFunction("dlerror")
    private static native Pointer failure();
}
