package dev.serval.predictor.memory;

import java.util.concurrent.atomic.AtomicLong;
import org.jboss.logging.Logger;

/// The memory of native libraries. The C library keeps what they free for later, in pieces between
/// what they still use; now and then it is asked to give that back to the system. Only GNU's does
/// so on request: elsewhere this does nothing.
public final class NativeHeap {
    private static final Logger LOG = Logger.getLogger(NativeHeap.class);
    private static final long ENOUGH = 64L << 20;

    private final MallocTrim trim = new MallocTrim();
    private final AtomicLong freed = new AtomicLong();

    /// Says that a library has freed about so many bytes. Gives memory back once it is worth it,
    /// which takes milliseconds.
    public void freed(long bytes) {
        if (freed.addAndGet(bytes) >= ENOUGH) {
            freed.set(0);
            LOG.debugf("native memory was given back: %b", trim.giveBack());
        }
    }
}
