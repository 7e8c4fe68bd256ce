package dev.serval.predictor.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class LeasesTest {
    private final Leases leases = new Leases();

    @Test
    void endAtOnceWhenNoneIsHeld() {
        assertThat(leases.retire()).isDone();
        assertThat(leases.tryAcquire()).isFalse();
    }

    @Test
    void endWithTheLastOne() {
        assertThat(leases.tryAcquire()).isTrue();
        assertThat(leases.tryAcquire()).isTrue();
        CompletableFuture<Void> ended = leases.retire();
        leases.release();
        assertThat(ended).isNotDone();
        leases.release();
        assertThat(ended).isDone();
    }

    @Test
    void endOnceHoweverOftenTheyAreRetired() {
        assertThat(leases.tryAcquire()).isTrue();
        assertThat(leases.retire()).isSameAs(leases.retire());
        leases.release();
        assertThat(leases.retire()).isDone();
    }

    @RepeatedTest(50)
    @Timeout(20)
    void neverEndWhileOneIsHeldByAnyThread() throws Exception {
        AtomicInteger holders = new AtomicInteger();
        AtomicInteger heldAtTheEnd = new AtomicInteger(-1);
        CountDownLatch go = new CountDownLatch(1);
        Thread[] threads = new Thread[4];
        for (int i = 0; i < threads.length; i++) {
            threads[i] =
                    Thread.ofPlatform()
                            .start(() -> {
                                go.countDown();
                                while (leases.tryAcquire()) {
                                    holders.incrementAndGet();
                                    holders.decrementAndGet();
                                    leases.release();
                                }
                            });
        }
        go.await();
        leases.retire().thenRun(() -> heldAtTheEnd.set(holders.get())).join();
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(heldAtTheEnd).hasValue(0);
    }
}
