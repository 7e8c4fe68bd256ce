package dev.serval.server.upstream;

import dev.serval.inference.failure.Cancelled;
import dev.serval.inference.failure.EngineFailure;
import dev.serval.inference.failure.InferenceException;
import dev.serval.inference.model.ModelName;
import dev.serval.inference.model.ModelSignature;
import dev.serval.inference.model.TensorSpec;
import dev.serval.inference.request.CallContext;
import dev.serval.inference.request.InferRequest;
import dev.serval.inference.request.InferResponse;
import dev.serval.server.catalog.InferCallback;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import org.jboss.logging.Logger;

/// The predictor behind this process. Threads share it; calls go out at once, each over a
/// connection that is kept for the next.
///
/// Every call ends by the deadline of its context, and soon after it is called off: a context has
/// one call to a predictor at a time. What the predictor refuses is a
/// [dev.serval.inference.failure.PredictorFailure] with its status and text; so is a predictor that
/// cannot be reached, with 503.
public final class UpstreamPredictor implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(UpstreamPredictor.class);

    private final UpstreamConnections connections;
    private final PredictorWire wire;
    private final PredictorAddress address;

    /// Opens no connection yet.
    public UpstreamPredictor(Vertx vertx, UpstreamSettings settings) {
        this.connections = new UpstreamConnections(vertx, settings);
        this.wire = PredictorWire.of(settings);
        this.address = settings.address();
    }

    public PredictorAddress address() {
        return address;
    }

    /// Sends a request on and returns. The request is borrowed until the callback is called, on a
    /// thread that may block.
    ///
    /// @param declared the outputs that the predictor declares, from which answers over V1 take
    ///   their types and names; empty if that is not known
    public void infer(
            ModelName model,
            InferRequest request,
            List<TensorSpec> declared,
            CallContext call,
            InferCallback callback) {
        EncodedCall encoded;
        try {
            call.requireWanted();
            encoded = wire.infer(model, request, call);
        } catch (InferenceException refusal) {
            callback.failed(refusal);
            return;
        }
        AnswerListener listener =
                new AnswerListener() {
                    @Override
                    public void answered(UpstreamAnswer answer) {
                        InferResponse response;
                        try {
                            response = wire.readResponse(answer, declared, call);
                        } catch (InferenceException refusal) {
                            callback.failed(refusal);
                            return;
                        } catch (RuntimeException | Error defect) {
                            callback.failed(unexpected(defect));
                            return;
                        }
                        callback.answered(response);
                    }

                    @Override
                    public void failed(InferenceException failure) {
                        callback.failed(failure);
                    }
                };
        new UpstreamExchange(connections, encoded, call, listener).begin();
    }

    /// Sends a request on and waits for its answer. Not for event loops.
    ///
    /// @throws InferenceException what the predictor refused, or why it did not answer
    public InferResponse infer(
            ModelName model, InferRequest request, List<TensorSpec> declared, CallContext call) {
        CompletableFuture<InferResponse> waiting = new CompletableFuture<>();
        infer(
                model,
                request,
                declared,
                call,
                new InferCallback() {
                    @Override
                    public void answered(InferResponse response) {
                        if (!waiting.complete(response)) {
                            response.close();
                        }
                    }

                    @Override
                    public void failed(InferenceException failure) {
                        waiting.completeExceptionally(failure);
                    }
                });
        return await(waiting, call);
    }

    /// What goes in and out of a model, as the predictor tells over V2 or gRPC; empty if it does
    /// not tell. Waits for the answer.
    ///
    /// @throws InferenceException what the predictor refused, or why it did not answer
    public Optional<ModelSignature> signature(ModelName model, CallContext call) {
        return ask(wire.askSignature(model), wire::readSignature, call);
    }

    /// Whether a model of the predictor is ready. Waits for the answer.
    ///
    /// @throws InferenceException what the predictor refused, or why it did not answer
    public boolean isReady(ModelName model, CallContext call) {
        return ask(wire.askReadiness(model), wire::readReadiness, call);
    }

    private <T> T ask(EncodedCall question, Function<UpstreamAnswer, T> reader, CallContext call) {
        CompletableFuture<T> waiting = new CompletableFuture<>();
        AnswerListener listener =
                new AnswerListener() {
                    @Override
                    public void answered(UpstreamAnswer answer) {
                        try {
                            waiting.complete(reader.apply(answer));
                        } catch (InferenceException refusal) {
                            waiting.completeExceptionally(refusal);
                        } catch (RuntimeException | Error defect) {
                            waiting.completeExceptionally(unexpected(defect));
                        }
                    }

                    @Override
                    public void failed(InferenceException failure) {
                        waiting.completeExceptionally(failure);
                    }
                };
        new UpstreamExchange(connections, question, call, listener).begin();
        return await(waiting, call);
    }

    /// Waits for what comes by the call's deadline in any case. A thread that is stopped meanwhile
    /// calls the call off, and leaves once nothing of the request is used any more.
    private static <T> T await(CompletableFuture<T> waiting, CallContext call) {
        try {
            return waiting.get();
        } catch (InterruptedException stopped) {
            call.callOff(new Cancelled("the thread that waited for the predictor was stopped"));
            waiting.exceptionally(_ -> null).join();
            Thread.currentThread().interrupt();
            return outcome(waiting);
        } catch (ExecutionException failed) {
            return outcome(waiting);
        }
    }

    private static <T> T outcome(CompletableFuture<T> decided) {
        if (!decided.isCompletedExceptionally()) {
            return decided.join();
        }
        Throwable failure = decided.exceptionNow();
        throw failure instanceof InferenceException refusal ? refusal : unexpected(failure);
    }

    private static EngineFailure unexpected(Throwable defect) {
        LOG.error("a predictor's answer was read in a way that nobody foresaw", defect);
        return new EngineFailure(
                "%s : %s".formatted(defect.getClass().getSimpleName(), defect.getMessage()),
                defect);
    }

    @Override
    public void close() {
        connections.close();
    }
}
