package dev.serval.server.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.serval.inference.tensor.TensorAllocator;
import dev.serval.server.execution.InferenceExecutor;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.util.concurrent.TimeUnit;

/// What calls have left in the server under test: a computation, a place in the queue, memory.
@Singleton
public final class Leftovers {
    private final SlowModel slow;
    private final InferenceExecutor executor;
    private final TensorAllocator allocator;

    Leftovers(
            @Named("slow") SlowModel slow, InferenceExecutor executor, TensorAllocator allocator) {
        this.slow = slow;
        this.executor = executor;
        this.allocator = allocator;
    }

    /// Waits until nothing is left, which comes soon after the last answer, and fails where
    /// something stays.
    public void awaitNone() {
        await().atMost(20, TimeUnit.SECONDS)
                .untilAsserted(() -> {
                    assertThat(slow.computing()).as("computations").isZero();
                    assertThat(executor.waiting()).as("calls that wait").isZero();
                    assertThat(allocator.bytesOnLoan()).as("bytes on loan").isZero();
                });
    }
}
