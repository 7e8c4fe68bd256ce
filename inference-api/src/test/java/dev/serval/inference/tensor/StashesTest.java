package dev.serval.inference.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class StashesTest {
    @Test
    void aThreadGetsItsOwnLastFirst() {
        Stashes<String> stashes = new Stashes<>(2);
        assertThat(stashes.poll()).isNull();
        assertThat(stashes.offer("one")).isTrue();
        assertThat(stashes.offer("two")).isTrue();
        assertThat(stashes.poll()).isEqualTo("two");
        assertThat(stashes.poll()).isEqualTo("one");
        assertThat(stashes.poll()).isNull();
    }

    @Test
    void aThreadOfAnotherStashTakesNothingFromIt() throws Exception {
        Stashes<String> stashes = new Stashes<>(64);
        List<Boolean> asExpected = new CopyOnWriteArrayList<>();
        stashes.offer("own");
        Thread other =
                threadOfAnotherStash(() -> {
                    asExpected.add(stashes.poll() == null);
                    asExpected.add(stashes.offer("other's"));
                });
        other.start();
        other.join();
        assertThat(asExpected).containsExactly(true, true);
        assertThat(stashes.poll()).isEqualTo("own");
        assertThat(stashes.poll()).isNull();
    }

    /// There are 64 stashes, which threads have by the numbers that they got one after the other.
    private static Thread threadOfAnotherStash(Runnable work) {
        Thread thread = Thread.ofPlatform().unstarted(work);
        boolean isOfAnother = (thread.threadId() - Thread.currentThread().threadId()) % 64 != 0;
        return isOfAnother ? thread : Thread.ofPlatform().unstarted(work);
    }

    @Test
    void aFullStashTakesNoMore() {
        Stashes<Integer> stashes = new Stashes<>(4);
        int taken = 0;
        while (stashes.offer(taken)) {
            taken++;
        }
        assertThat(taken).isEqualTo(8);
        assertThat(stashes.capacity()).isEqualTo(64);
        assertThat(stashes.poll()).isEqualTo(7);
    }

    /// Eight threads at two stashes: each thing is with one thread, or in one stash.
    @Test
    void nothingIsLostAndNothingIsThereTwice() throws Exception {
        Stashes<Integer> stashes = new Stashes<>(1);
        ConcurrentHashMap<Integer, Thread> held = new ConcurrentHashMap<>();
        AtomicInteger made = new AtomicInteger();
        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            List<Future<?>> all = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                all.add(
                        threads.submit(() -> {
                            for (int round = 0; round < 50_000; round++) {
                                Integer polled = stashes.poll();
                                Integer thing = polled == null ? made.incrementAndGet() : polled;
                                assertThat(held.put(thing, Thread.currentThread())).isNull();
                                held.remove(thing);
                                if (!stashes.offer(thing)) {
                                    held.put(thing, Thread.currentThread());
                                }
                            }
                        }));
            }
            for (Future<?> one : all) {
                one.get(60, TimeUnit.SECONDS);
            }
        }
        assertThat(made.get() - held.size()).isBetween(1, stashes.capacity());
    }
}
