package dev.serval.server.counting;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadFactory;
import org.junit.jupiter.api.Test;

class CountsTest {
    private static final int ADDITIONS = 20_000;

    /// More than have a stripe of their own.
    private static final int THREADS = 100;

    private final Counts counts = new Counts(2);

    @Test
    void whatWasNeverCountedIsNought() {
        assertThat(counts.sum(0)).isZero();
        assertThat(counts.most(0)).isZero();
    }

    @Test
    void nothingIsLostWhereMoreThreadsCountThanHaveAStripe() throws Exception {
        count(Thread.ofPlatform().factory());
        assertThat(counts.sum(0)).isEqualTo((long) THREADS * ADDITIONS);
        assertThat(counts.sum(1)).isEqualTo(2L * THREADS * ADDITIONS);
    }

    @Test
    void nothingIsLostByVirtualThreads() throws Exception {
        count(Thread.ofVirtual().factory());
        assertThat(counts.sum(0)).isEqualTo((long) THREADS * ADDITIONS);
    }

    @Test
    void theGreatestOfAllThreadsIsKept() throws Exception {
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            long value = 1 + (i * 37L) % THREADS;
            ThreadFactory kind = i % 2 == 0 ? Thread.ofVirtual().factory() : Thread::new;
            threads.add(
                    kind.newThread(() -> {
                        counts.stripe().raise(1, value);
                        counts.stripe().raise(1, value / 2);
                    }));
        }
        runAll(threads);
        assertThat(counts.most(1)).isEqualTo(THREADS);
        assertThat(counts.most(0)).isZero();
    }

    private void count(ThreadFactory kind) throws InterruptedException {
        CountDownLatch start = new CountDownLatch(1);
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            threads.add(
                    kind.newThread(() -> {
                        awaitQuietly(start);
                        for (int done = 0; done < ADDITIONS; done++) {
                            counts.stripe().add(0, 1);
                            counts.stripe().add(1, 2);
                        }
                    }));
        }
        threads.forEach(Thread::start);
        start.countDown();
        for (Thread thread : threads) {
            thread.join();
        }
    }

    private static void runAll(List<Thread> threads) throws InterruptedException {
        threads.forEach(Thread::start);
        for (Thread thread : threads) {
            thread.join();
        }
    }

    private static void awaitQuietly(CountDownLatch start) {
        try {
            start.await();
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }
}
