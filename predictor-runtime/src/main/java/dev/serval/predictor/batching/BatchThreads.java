package dev.serval.predictor.batching;

/// Where and when merged runs happen, and by which clock.
public interface BatchThreads {
    /// The time on a clock that only rises.
    long nanoTime();

    /// Whether the current thread may compute for long; event loops may not.
    boolean mayCompute();

    /// Whether calls wait to be read on the threads that the current one belongs to, which might
    /// join a batch.
    boolean othersWait();

    /// Runs the work after the calls that wait already, on a thread that may compute.
    ///
    /// @return whether it will be run
    boolean runLast(Runnable work);

    /// Does something short so long from now, on a thread of its own.
    void later(long nanos, Runnable work);
}
