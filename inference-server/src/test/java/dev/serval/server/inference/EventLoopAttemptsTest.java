package dev.serval.server.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.serval.inference.failure.Cancelled;
import dev.serval.inference.failure.DeadlineExceeded;
import dev.serval.inference.failure.InvalidInput;
import dev.serval.inference.request.CallContext;
import dev.serval.inference.tensor.PooledTensorAllocator;
import dev.serval.server.catalog.InferCallback;
import dev.serval.server.catalog.ModelIsCold;
import dev.serval.server.catalog.ServedModel;
import dev.serval.server.execution.InferenceExecutor;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Calls of a quick model: this thread stands for the event loop that read them.
@QuarkusTest
@Timeout(60)
class EventLoopAttemptsTest {
    private final PooledTensorAllocator allocator = new PooledTensorAllocator(1 << 20);

    @Inject InferencePipeline pipeline;
    @Inject InferenceExecutor executor;

    /// A request that a model has put into its queue.
    private record Queued(CallContext call, InferCallback callback) {}

    @AfterEach
    void leavesNothingOnLoan() {
        await().untilAsserted(() -> assertThat(allocator.bytesOnLoan()).isZero());
    }

    private RecordedWire wire(ServedModel model) {
        return new RecordedWire(Duration.ofMinutes(1), allocator, () -> model);
    }

    /// Comes back once the pool has begun all that was handed to it before.
    private void awaitPool() throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(1);
        executor.execute(begun::countDown);
        assertThat(begun.await(20, TimeUnit.SECONDS)).isTrue();
    }

    private static void spinUntilCalledOff(CallContext call) {
        while (call.calledOff() == null) {
            Thread.onSpinWait();
        }
    }

    @Test
    void aQuickCallIsAnsweredWhereItWasRead() {
        ScriptedModel model =
                new ScriptedModel((call, callback) -> callback.answered(ScriptedModel.three(call)));
        RecordedWire wire = wire(model);
        assertThat(pipeline.accept(wire).isSettled()).isTrue();
        assertThat(wire.outcomes()).containsExactly("answered 3.0");
        assertThat(wire.released()).isEqualTo(1);
        assertThat(model.threads()).containsExactly(Thread.currentThread().getName());
    }

    @Test
    void whatWaitsInAQueueIsNotRunAgain() throws Exception {
        AtomicReference<Queued> queue = new AtomicReference<>();
        ScriptedModel model =
                new ScriptedModel((call, callback) -> queue.set(new Queued(call, callback)));
        RecordedWire wire = wire(model);
        PendingCall call = pipeline.accept(wire);
        awaitPool();
        assertThat(call.isSettled()).isFalse();
        assertThat(wire.released()).isZero();

        Queued queued = queue.get();
        executor.execute(() -> queued.callback.answered(ScriptedModel.three(queued.call)));
        await().untilAsserted(() -> assertThat(wire.released()).isEqualTo(1));
        assertThat(wire.outcomes()).containsExactly("answered 3.0");
        assertThat(model.threads()).hasSize(1);
        assertThat(model.isTrusted()).isTrue();
    }

    @Test
    void whatWaitsInAQueueIsCalledOffAtItsDeadline() {
        AtomicReference<Queued> queue = new AtomicReference<>();
        ScriptedModel model = queueing(queue);
        RecordedWire wire = new RecordedWire(Duration.ofMillis(200), allocator, () -> model);
        pipeline.accept(wire);
        await().untilAsserted(() -> assertThat(wire.released()).isEqualTo(1));
        assertThat(wire.outcomes()).containsExactly("refused DeadlineExceeded");
        assertThat(queue.get().call.calledOff()).isInstanceOf(DeadlineExceeded.class);
        assertThat(model.threads()).hasSize(1);
    }

    @Test
    void whatWaitsInAQueueLeavesItWhenItsCallerGoesAway() {
        AtomicReference<Queued> queue = new AtomicReference<>();
        ScriptedModel model = queueing(queue);
        RecordedWire wire = wire(model);
        pipeline.abandon(pipeline.accept(wire));
        assertThat(queue.get().call.calledOff()).isInstanceOf(Cancelled.class);
        assertThat(wire.outcomes()).containsExactly("refused Cancelled");
        assertThat(wire.released()).isEqualTo(1);
        assertThat(model.threads()).hasSize(1);
    }

    /// A model whose queue is left by what is called off.
    private static ScriptedModel queueing(AtomicReference<Queued> queue) {
        return new ScriptedModel((call, callback) -> {
            queue.set(new Queued(call, callback));
            call.standBy(() -> callback.failed(new Cancelled("left the queue")));
        });
    }

    @Test
    void whatTheGuardStopsIsRunOnceMoreAndNoneIsTriedAfterIt() {
        ScriptedModel model =
                new ScriptedModel((call, callback) -> {
                    if (isPool()) {
                        callback.answered(ScriptedModel.three(call));
                        return;
                    }
                    spinUntilCalledOff(call);
                    callback.failed(new Cancelled("stopped in the middle"));
                });
        RecordedWire first = wire(model);
        pipeline.accept(first);
        await().untilAsserted(() -> assertThat(first.released()).isEqualTo(1));
        RecordedWire second = wire(model);
        pipeline.accept(second);
        await().untilAsserted(() -> assertThat(second.released()).isEqualTo(1));

        assertThat(first.outcomes()).containsExactly("answered 3.0");
        assertThat(second.outcomes()).containsExactly("answered 3.0");
        assertThat(model.isTrusted()).isFalse();
        assertThat(model.threads()).hasSize(3);
        assertThat(model.threads().subList(1, 3))
                .allMatch(name -> name.startsWith("serval-compute"));
    }

    @Test
    void whatAnswersThoughTheGuardStoppedItIsNotTriedAgainEither() {
        ScriptedModel model =
                new ScriptedModel((call, callback) -> {
                    spinUntilCalledOff(call);
                    callback.answered(ScriptedModel.three(call));
                });
        RecordedWire wire = wire(model);
        assertThat(pipeline.accept(wire).isSettled()).isTrue();
        assertThat(wire.outcomes()).containsExactly("answered 3.0");
        assertThat(model.threads()).hasSize(1);
        assertThat(model.isTrusted()).isFalse();
    }

    @Test
    void whatFailsForAReasonOfItsOwnIsNotRunAgain() throws Exception {
        ScriptedModel model =
                new ScriptedModel((_, callback) -> callback.failed(new InvalidInput("no")));
        RecordedWire wire = wire(model);
        assertThat(pipeline.accept(wire).isSettled()).isTrue();
        awaitPool();
        assertThat(wire.outcomes()).containsExactly("refused InvalidInput");
        assertThat(model.threads()).hasSize(1);
        assertThat(model.isTrusted()).isTrue();
    }

    @Test
    void aColdModelIsAskedAgainOnThePoolOnceItIsInMemory() {
        CompletableFuture<Void> waking = new CompletableFuture<>();
        ScriptedModel model =
                new ScriptedModel((call, callback) -> callback.answered(ScriptedModel.three(call)));
        RecordedWire wire =
                new RecordedWire(
                        Duration.ofMinutes(1), allocator, () -> requireWarm(waking, model));
        pipeline.accept(wire);
        assertThat(model.threads()).isEmpty();
        waking.complete(null);
        await().untilAsserted(() -> assertThat(wire.released()).isEqualTo(1));
        assertThat(wire.outcomes()).containsExactly("answered 3.0");
        assertThat(model.threads()).singleElement().asString().startsWith("serval-compute");
    }

    @Test
    void theDeadlineHoldsWhileAModelIsBroughtIntoMemory() {
        CompletableFuture<Void> waking = new CompletableFuture<>();
        ScriptedModel model = new ScriptedModel((_, _) -> {});
        RecordedWire wire =
                new RecordedWire(
                        Duration.ofMillis(200), allocator, () -> requireWarm(waking, model));
        pipeline.accept(wire);
        await().untilAsserted(() ->
                assertThat(wire.outcomes()).containsExactly("refused DeadlineExceeded"));
        waking.complete(null);
        await().untilAsserted(() -> assertThat(wire.released()).isEqualTo(1));
        assertThat(wire.outcomes()).hasSize(1);
        assertThat(model.threads()).isEmpty();
    }

    private static ServedModel requireWarm(CompletableFuture<Void> waking, ServedModel model) {
        if (!waking.isDone()) {
            throw new ModelIsCold(() -> waking);
        }
        return model;
    }

    private static boolean isPool() {
        return Thread.currentThread().getName().startsWith("serval-compute");
    }
}
