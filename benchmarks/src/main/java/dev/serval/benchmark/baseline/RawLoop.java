package dev.serval.benchmark.baseline;

import ai.onnxruntime.OrtException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;

/// A model in a loop on one thread, and nothing else: what cannot be saved.
public final class RawLoop {
    private RawLoop() {}

    /// Processor time of one run, in microseconds.
    ///
    /// @param input the elements' bytes
    public static double microsPerRun(Path model, ByteBuffer input, Duration duration)
            throws OrtException {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        try (ReusedSession session = new ReusedSession(model)) {
            session.input().duplicate().put(input.duplicate());
            long end = System.nanoTime() + duration.toNanos();
            long warm = System.nanoTime() + duration.toNanos() / 4;
            while (System.nanoTime() < warm) {
                session.run();
            }
            long before = threads.getCurrentThreadCpuTime();
            long runs = 0;
            do {
                for (int i = 0; i < 16; i++) {
                    session.run();
                }
                runs += 16;
            } while (System.nanoTime() < end);
            return (threads.getCurrentThreadCpuTime() - before) / 1000.0 / runs;
        }
    }
}
