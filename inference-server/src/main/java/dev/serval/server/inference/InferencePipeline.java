package dev.serval.server.inference;

import dev.serval.inference.failure.DeadlineExceeded;
import dev.serval.inference.failure.InferenceException;
import dev.serval.inference.failure.ShuttingDown;
import dev.serval.inference.request.Deadline;
import dev.serval.server.catalog.ModelCatalog;
import dev.serval.server.execution.EventLoopGuard;
import dev.serval.server.execution.InferenceExecutor;
import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.vertx.core.Vertx;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;

/// Takes calls from the wires and sees each to its end.
@Singleton
public class InferencePipeline {
    private final Vertx vertx;
    private final InferenceExecutor executor;
    private final EventLoopGuard guard;
    private final ModelCatalog catalog;
    private final CallObserver observer;
    private final Duration timeout;
    private volatile boolean shuttingDown;

    InferencePipeline(
            Vertx vertx,
            InferenceExecutor executor,
            EventLoopGuard guard,
            ModelCatalog catalog,
            CallObserver observer,
            RequestConfig config) {
        this.vertx = vertx;
        this.executor = executor;
        this.guard = guard;
        this.catalog = catalog;
        this.observer = observer;
        this.timeout = Duration.ofSeconds(config.timeoutSeconds());
    }

    /// The deadline of a call whose caller names none.
    public Deadline defaultDeadline() {
        return Deadline.after(timeout);
    }

    /// The deadline of a call whose caller asks for that; never later than the default.
    public Deadline deadline(Duration asked) {
        return Deadline.after(asked).earlier(defaultDeadline());
    }

    /// Takes a call over, on its event loop. It is answered or refused through its wire, once,
    /// whatever happens. What is quickly read is read here, and what is quickly computed computed
    /// here: handing a call to another thread and its answer back costs more than a small model.
    public PendingCall accept(WireCall wire) {
        DeadlineTimer timer = new DeadlineTimer(vertx);
        PendingCall call = new PendingCall(wire, catalog, observer, timer::cancel, this::run);
        try {
            requireRunning();
            if (!wire.isQuicklyRead() || call.reads() && !call.isBegunHere(guard)) {
                executor.execute(call);
            }
        } catch (InferenceException refusal) {
            call.failed(refusal);
        }
        if (!call.isSettled()) {
            timer.start(call.deadline(), () -> expire(call));
        }
        return call;
    }

    /// Has a call run on a thread that may compute.
    private void run(PendingCall call) {
        try {
            executor.execute(call);
        } catch (InferenceException refusal) {
            call.failed(refusal);
        }
    }

    /// Ends a call whose caller went away, and frees its place in the queue.
    public void abandon(PendingCall call) {
        if (!call.isSettled()) {
            call.abandon();
            dropIfWaiting(call);
        }
    }

    private void expire(PendingCall call) {
        call.callOff(new DeadlineExceeded("the call was not answered by its deadline"));
        dropIfWaiting(call);
    }

    private void dropIfWaiting(PendingCall call) {
        if (executor.withdraw(call)) {
            call.dropUnrun();
        }
    }

    private void requireRunning() {
        if (shuttingDown) {
            throw new ShuttingDown("the server is shutting down");
        }
    }

    void stopAccepting(@Observes ShutdownDelayInitiatedEvent event) {
        shuttingDown = true;
    }
}
