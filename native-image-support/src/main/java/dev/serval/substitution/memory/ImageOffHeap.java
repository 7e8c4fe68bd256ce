package dev.serval.substitution.memory;

import com.oracle.svm.core.annotate.Substitute;
import com.oracle.svm.core.annotate.TargetClass;
import dev.serval.substitution.c.CMemory;
import java.lang.foreign.MemorySegment;
import org.graalvm.word.Pointer;
import org.graalvm.word.WordFactory;

/// Memory of the C library, in place of an arena that threads share: GraalVM closes those only
/// where an image was built for it, at the price of slower access to all memory.
@Substitute
@TargetClass(className = "dev.serval.inference.tensor.OffHeap")
final class ImageOffHeap {
    private final MemorySegment segment;

    private ImageOffHeap(MemorySegment segment) {
        this.segment = segment;
    }

    @Substitute
    static ImageOffHeap allocate(long byteSize, long alignment) {
        long rounded = Math.max(alignment, (byteSize + alignment - 1) & -alignment);
        Pointer memory = CMemory.allocate(alignment, rounded);
        if (memory.isNull()) {
            throw new OutOfMemoryError("the system refused %d bytes".formatted(rounded));
        }
        return new ImageOffHeap(
                MemorySegment.ofAddress(memory.rawValue()).reinterpret(byteSize).fill((byte) 0));
    }

    @Substitute
    MemorySegment segment() {
        return segment;
    }

    @Substitute
    void free() {
        CMemory.free(WordFactory.pointer(segment.address()));
    }
}
