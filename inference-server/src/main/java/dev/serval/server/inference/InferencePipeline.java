package dev.serval.server.inference;

import dev.serval.inference.failure.DeadlineExceeded;
import dev.serval.inference.failure.InferenceException;
import dev.serval.inference.failure.ShuttingDown;
import dev.serval.inference.request.Deadline;
import dev.serval.server.catalog.ModelCatalog;
import dev.serval.server.execution.InferenceExecutor;
import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;

/// Takes calls from the wires and sees each to its end.
@ApplicationScoped
public class InferencePipeline {
    private final Vertx vertx;
    private final InferenceExecutor executor;
    private final ModelCatalog catalog;
    private final CallObserver observer;
    private final Duration timeout;
    private volatile boolean shuttingDown;

    InferencePipeline(
            Vertx vertx,
            InferenceExecutor executor,
            ModelCatalog catalog,
            CallObserver observer,
            RequestConfig config) {
        this.vertx = vertx;
        this.executor = executor;
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

    /// Takes a call over. It is answered or refused through its wire, once, whatever happens.
    public PendingCall accept(WireCall wire) {
        DeadlineTimer timer = new DeadlineTimer(vertx);
        PendingCall call = new PendingCall(wire, catalog, observer, timer::cancel, this::run);
        try {
            requireRunning();
            timer.start(wire.context().deadline(), () -> expire(call));
        } catch (InferenceException refusal) {
            call.failed(refusal);
            return call;
        }
        run(call);
        return call;
    }

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
