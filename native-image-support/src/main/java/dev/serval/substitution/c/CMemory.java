package dev.serval.substitution.c;

import org.graalvm.nativeimage.c.function.CFunction;
import org.graalvm.nativeimage.c.function.CFunction.Transition;
import org.graalvm.word.Pointer;

/// The C library's allocator.
public final class CMemory {
    private CMemory() {}

    /// @param byteSize a multiple of the alignment
    @CFunction(value = "aligned_alloc", transition = Transition.NO_TRANSITION)
    public static native Pointer allocate(long alignment, long byteSize);

    @CFunction(value = "free", transition = Transition.NO_TRANSITION)
    public static native void free(Pointer memory);
}
