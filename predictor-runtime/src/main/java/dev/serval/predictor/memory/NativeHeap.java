package dev.serval.predictor.memory;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.concurrent.atomic.AtomicLong;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// The memory of native libraries. The C library keeps what they free for later, in pieces between
/// what they still use; now and then it is asked to give that back to the system. Only GNU's does
/// so on request: elsewhere this does nothing.
public final class NativeHeap {
    private static final Logger LOG = Logger.getLogger(NativeHeap.class);
    private static final long ENOUGH = 64L << 20;

    private final @Nullable MethodHandle trim = find();
    private final AtomicLong freed = new AtomicLong();

    private static @Nullable MethodHandle find() {
        Linker linker = Linker.nativeLinker();
        return linker.defaultLookup()
                .find("malloc_trim")
                .map(function ->
                        linker.downcallHandle(
                                function,
                                FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_LONG)))
                .orElse(null);
    }

    /// Says that a library has freed about so many bytes. Gives memory back once it is worth it,
    /// which takes milliseconds.
    public void freed(long bytes) {
        if (freed.addAndGet(bytes) >= ENOUGH) {
            freed.set(0);
            giveBack();
        }
    }

    private void giveBack() {
        if (trim == null) {
            return;
        }
        try {
            int gave = (int) trim.invokeExact(0L);
            LOG.debugf("native memory was given back: %b", gave == 1);
        } catch (Throwable failure) {
            LOG.debugf(failure, "native memory was not given back");
        }
    }
}
