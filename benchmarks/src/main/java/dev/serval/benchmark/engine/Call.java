package dev.serval.benchmark.engine;

import java.time.Duration;

/// A prediction that is made over and over.
interface Call extends AutoCloseable {
    /// Makes it so often one after the other.
    void repeat(int times) throws Exception;

    /// Microseconds for one, as the clock on the wall has them.
    default double micros(Duration duration) throws Exception {
        int times = 1;
        long spent = 0;
        long made = 0;
        while (spent < duration.toNanos()) {
            long begin = System.nanoTime();
            repeat(times);
            spent += System.nanoTime() - begin;
            made += times;
            times = spent < duration.toNanos() / 8 ? times * 2 : times;
        }
        return spent / 1000.0 / made;
    }

    @Override
    default void close() throws Exception {}
}
