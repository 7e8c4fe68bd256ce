package dev.serval.substitution.ort;

import com.oracle.svm.core.annotate.Substitute;
import com.oracle.svm.core.annotate.TargetClass;
import dev.serval.substitution.presence.IsThere;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Frees the native object when it is closed and leaves the memory of names to the garbage
/// collector. That no call is going then is for the model's leases to see to.
@Substitute
@TargetClass(className = "dev.serval.engine.onnx.ort.NativeScope", onlyWith = IsThere.class)
final class ImageNativeScope implements AutoCloseable {
    private final Arena names = Arena.ofAuto();
    private final AtomicBoolean open = new AtomicBoolean(true);
    private @Nullable Runnable release;

    @Substitute
    ImageNativeScope() {}

    @Substitute
    MemorySegment own(MemorySegment pointer, Consumer<MemorySegment> release) {
        this.release = () -> release.accept(pointer);
        return pointer;
    }

    @Substitute
    MemorySegment allocateFrom(String text) {
        return names.allocateFrom(text);
    }

    @Substitute
    boolean isOpen() {
        return open.get();
    }

    @Substitute
    @Override
    public void close() {
        if (!open.compareAndSet(true, false)) {
            throw new IllegalStateException("Already closed");
        }
        if (release != null) {
            release.run();
        }
    }
}
