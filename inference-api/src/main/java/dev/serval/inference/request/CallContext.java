package dev.serval.inference.request;

import dev.serval.inference.failure.InferenceException;
import dev.serval.inference.tensor.TensorAllocator;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// What goes with a call while it is worked on: its deadline, whether it was called off, where the
/// memory of its tensors comes from, and what its caller said beside it. Threads may share it.
public final class CallContext {
    private final Deadline deadline;
    private final TensorAllocator allocator;
    private final CallHeaders headers;
    private final ReentrantLock lock = new ReentrantLock();
    private volatile @Nullable InferenceException calledOff;
    private @Nullable Runnable stop;

    /// The context of a call whose caller said nothing beside it.
    public CallContext(Deadline deadline, TensorAllocator allocator) {
        this(deadline, allocator, CallHeaders.NONE);
    }

    public CallContext(Deadline deadline, TensorAllocator allocator, CallHeaders headers) {
        this.deadline = deadline;
        this.allocator = allocator;
        this.headers = headers;
    }

    public Deadline deadline() {
        return deadline;
    }

    public TensorAllocator allocator() {
        return allocator;
    }

    public CallHeaders headers() {
        return headers;
    }

    /// Why the call was called off; `null` while it is wanted.
    public @Nullable InferenceException calledOff() {
        return calledOff;
    }

    /// Goes on only if the call is still wanted.
    ///
    /// @throws InferenceException the reason, if the call was called off
    public void requireWanted() {
        InferenceException reason = calledOff;
        if (reason != null) {
            throw reason;
        }
    }

    /// Says that nobody waits for the answer any more. Only the first reason counts.
    public void callOff(InferenceException reason) {
        lock.lock();
        try {
            if (calledOff != null) {
                return;
            }
            calledOff = reason;
            if (stop != null) {
                stop.run();
            }
        } finally {
            lock.unlock();
        }
    }

    /// Runs `work` with `stop` standing by: if the call is called off meanwhile, `stop` runs once,
    /// on the thread that calls it off, and never after this method returned. `stop` must not
    /// block. One such work at a time.
    ///
    /// @throws InferenceException the reason, if the call was called off before the work began
    public <T> T stoppable(Runnable stop, Supplier<T> work) {
        standBy(stop);
        try {
            return work.get();
        } finally {
            standDown();
        }
    }

    /// Has `stop` stand by, as [#stoppable] does, until [#standDown]: for work that goes on
    /// elsewhere. A later `stop` takes an earlier one's place.
    ///
    /// @throws InferenceException the reason, if the call was called off already
    public void standBy(Runnable action) {
        lock.lock();
        try {
            requireWanted();
            stop = action;
        } finally {
            lock.unlock();
        }
    }

    /// Ends what [#standBy] began; the action does not run any more once this returned.
    public void standDown() {
        lock.lock();
        try {
            stop = null;
        } finally {
            lock.unlock();
        }
    }
}
