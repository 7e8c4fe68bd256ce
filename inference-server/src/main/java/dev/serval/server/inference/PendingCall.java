package dev.serval.server.inference;

import dev.serval.inference.failure.Cancelled;
import dev.serval.inference.failure.DeadlineExceeded;
import dev.serval.inference.failure.EngineFailure;
import dev.serval.inference.failure.InferenceException;
import dev.serval.inference.request.CallContext;
import dev.serval.inference.request.Deadline;
import dev.serval.inference.request.InferResponse;
import dev.serval.protocol.classification.ClassificationOutputs;
import dev.serval.server.catalog.InferCallback;
import dev.serval.server.catalog.ModelCatalog;
import dev.serval.server.catalog.ModelIsCold;
import dev.serval.server.catalog.ServedModel;
import dev.serval.server.execution.EventLoopGuard;
import dev.serval.server.failure.Outcome;
import dev.serval.server.statistics.ModelStatistics;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// A call between its last byte in and its end. Whoever settles it first, its answer, its deadline
/// or its caller going away, decides its outcome; its memory is given back once nobody computes
/// with it.
public final class PendingCall implements Runnable, InferCallback {
    private static final Logger LOG = Logger.getLogger(PendingCall.class);

    private final WireCall wire;
    private final ModelCatalog catalog;
    private final CallObserver observer;
    private final Runnable whenSettled;
    private final Consumer<PendingCall> again;
    private final CallTimes times = new CallTimes();
    private final AtomicBoolean settled = new AtomicBoolean();
    private final AtomicBoolean released = new AtomicBoolean();
    private volatile @Nullable AddressedRequest read;

    /// What the call is computed under where an event loop begins it; `null` elsewhere.
    private volatile @Nullable CallContext attempt;

    /// @param again has the call run on a thread that may compute: once its model was brought into
    ///   memory, or an event loop's attempt was stopped
    PendingCall(
            WireCall wire,
            ModelCatalog catalog,
            CallObserver observer,
            Runnable whenSettled,
            Consumer<PendingCall> again) {
        this.wire = wire;
        this.catalog = catalog;
        this.observer = observer;
        this.whenSettled = whenSettled;
        this.again = again;
    }

    /// Takes the call to its end on the current thread, which may compute: what of it is not done
    /// yet.
    @Override
    public void run() {
        times.started();
        if (read != null || reads()) {
            compute(wire.context());
        }
    }

    /// Reads and checks the call on the current thread.
    ///
    /// @return whether it goes on at once; if not, it was refused, or waits for its model to be
    ///   brought into memory
    boolean reads() {
        try {
            wire.context().requireWanted();
            AddressedRequest sent = wire.read(catalog);
            read = sent;
            AddressedRequest addressed = sent.fitted(wire.context().allocator());
            read = addressed;
            ServedModel model = addressed.model();
            SignatureCheck.require(model.name(), addressed.signature(), addressed.request());
            ClassificationOutputs.requireValid(addressed.request());
            times.read();
            return true;
        } catch (InferenceException refusal) {
            failed(refusal);
        } catch (ModelIsCold cold) {
            var unused = cold.wake().whenComplete((_, _) -> again.accept(this));
        } catch (RuntimeException | Error defect) {
            failed(unexpected(defect));
        }
        return false;
    }

    /// Computes a call that was read on the current thread, an event loop, if it is quick. It may
    /// go on elsewhere when this returns, where its model has it wait. An attempt that the guard
    /// stops has the call run again.
    ///
    /// @return whether it was begun; if not, it has to be run
    boolean isBegunHere(EventLoopGuard guard) {
        AddressedRequest addressed = requireRead();
        if (!addressed.model().isQuick(addressed.request().dataBytes())) {
            return false;
        }
        if (times.areAfter(deadline())) {
            failed(new DeadlineExceeded("the call's deadline had passed when it came in"));
            return true;
        }
        CallContext started =
                new CallContext(deadline(), wire.context().allocator(), wire.context().headers());
        attempt = started;
        guard.watch(started, () -> compute(started));
        if (isStopped(started)) {
            addressed.model().statistics().cost().overran();
        }
        return true;
    }

    /// Whether the guard stopped that attempt, and not whoever called the call off.
    private boolean isStopped(CallContext started) {
        return started.calledOff() != null && wire.context().calledOff() == null;
    }

    private void compute(CallContext context) {
        AddressedRequest addressed = requireRead();
        try {
            addressed.model().infer(addressed.request(), context, this);
        } catch (InferenceException refusal) {
            failed(refusal);
        } catch (RuntimeException | Error defect) {
            failed(unexpected(defect));
        }
    }

    private AddressedRequest requireRead() {
        AddressedRequest addressed = read;
        if (addressed == null) {
            throw new IllegalStateException("the request was not read");
        }
        return addressed;
    }

    @Override
    public void begun() {
        times.begun();
    }

    @Override
    public void answered(InferResponse response) {
        answered(response, System.nanoTime());
    }

    @Override
    public void answered(InferResponse response, long computed) {
        times.computed(computed);
        AddressedRequest addressed = requireRead();
        try {
            EncodedReply reply = wire.encode(addressed, classified(addressed, response));
            times.written();
            if (settle()) {
                reply.send();
                end(Outcome.SUCCESS, times.untilWritten());
            } else {
                reply.close();
            }
            releaseMemory();
        } catch (InferenceException refusal) {
            failed(refusal);
        } catch (RuntimeException | Error defect) {
            failed(unexpected(defect));
        }
    }

    /// The answer with classes in place of the outputs for which they were asked.
    private InferResponse classified(AddressedRequest addressed, InferResponse response) {
        try {
            return ClassificationOutputs.apply(
                    addressed.request(),
                    response,
                    addressed.model()::labels,
                    wire.context().allocator());
        } catch (RuntimeException refused) {
            response.close();
            throw refused;
        }
    }

    @Override
    public void failed(InferenceException failure) {
        CallContext begun = attempt;
        if (begun != null && isStopped(begun)) {
            attempt = null;
            again.accept(this);
            return;
        }
        refuse(failure);
        releaseMemory();
    }

    /// Says that the caller went away: nothing is sent any more, and a computation in progress is
    /// stopped where the engine can.
    void abandon() {
        callOff(new Cancelled("the caller went away"));
    }

    Deadline deadline() {
        return wire.context().deadline();
    }

    /// Whether the call's outcome is decided.
    boolean isSettled() {
        return settled.get();
    }

    /// Ends the call for that reason while it may still be computed. What computes it is stopped
    /// where it can be; what it says to that is not the call's outcome.
    void callOff(InferenceException reason) {
        refuse(reason);
        wire.context().callOff(reason);
        CallContext begun = attempt;
        if (begun != null) {
            begun.callOff(reason);
        }
    }

    /// Gives back what the call holds, if it is not going to be run.
    void dropUnrun() {
        releaseMemory();
    }

    private void refuse(InferenceException failure) {
        if (settle()) {
            wire.refuse(failure);
            end(Outcome.of(failure), times.sinceAccepted());
        }
    }

    private boolean settle() {
        boolean first = settled.compareAndSet(false, true);
        if (first) {
            whenSettled.run();
        }
        return first;
    }

    private void end(Outcome outcome, long total) {
        AddressedRequest addressed = read;
        ServedModel model = addressed == null ? null : addressed.model();
        if (model != null) {
            count(model.statistics(), outcome, total);
        }
        observer.ended(
                new CallObserver.EndedCall(
                        model,
                        wire.protocol(),
                        outcome,
                        total,
                        times.queued(),
                        times.reading(),
                        times.computing(),
                        times.writing()));
    }

    private void count(ModelStatistics statistics, Outcome outcome, long total) {
        if (outcome == Outcome.SUCCESS) {
            statistics.answered(total, times.queued(), times.reading(), times.writing());
        } else {
            statistics.failed(total);
        }
    }

    private void releaseMemory() {
        if (!released.compareAndSet(false, true)) {
            return;
        }
        AddressedRequest addressed = read;
        if (addressed != null) {
            addressed.request().close();
        }
        wire.release();
    }

    private static EngineFailure unexpected(Throwable defect) {
        LOG.error("a call failed in a way that nobody foresaw", defect);
        return new EngineFailure(
                "%s : %s".formatted(defect.getClass().getSimpleName(), defect.getMessage()),
                defect);
    }
}
