package dev.serval.server.execution;

import dev.serval.inference.engine.Model;
import dev.serval.inference.failure.EngineFailure;
import dev.serval.inference.failure.InferenceException;
import dev.serval.inference.request.CallContext;
import dev.serval.inference.request.InferRequest;
import dev.serval.inference.request.InferResponse;
import dev.serval.inference.tensor.Shape;
import dev.serval.server.catalog.InferCallback;
import dev.serval.server.statistics.ModelStatistics;
import org.jboss.logging.Logger;

/// Runs a model on one request, here and now, and tells the callback of the outcome.
public final class ModelInvocation {
    private static final Logger LOG = Logger.getLogger(ModelInvocation.class);
    private static final long NOT_ANSWERED = -1;

    private ModelInvocation() {}

    /// Computes the request, unless it was called off, and counts the run. Whatever the model does,
    /// the callback is called once.
    ///
    /// @return how many nanoseconds the model took; -1 if it did not answer
    public static long run(
            Model model,
            ModelStatistics statistics,
            InferRequest request,
            CallContext call,
            InferCallback callback) {
        InferResponse response;
        long ended;
        long took;
        try {
            call.requireWanted();
            long began = System.nanoTime();
            response = model.infer(request, call);
            ended = System.nanoTime();
            took = ended - began;
            statistics.executed(rows(request), began, took);
            statistics.cost().measured(request.dataBytes(), took);
        } catch (InferenceException refusal) {
            callback.failed(refusal);
            return NOT_ANSWERED;
        } catch (RuntimeException | Error defect) {
            LOG.error("the model failed in a way that is no refusal", defect);
            callback.failed(
                    new EngineFailure(
                            "%s : %s"
                                    .formatted(
                                            defect.getClass().getSimpleName(), defect.getMessage()),
                            defect));
            return NOT_ANSWERED;
        }
        callback.answered(response, ended);
        return took;
    }

    /// The first dimension of the first input, by which requests are batched; 1 for a scalar.
    public static long rows(InferRequest request) {
        if (request.inputs().isEmpty()) {
            return 1;
        }
        Shape shape = request.inputs().getFirst().tensor().shape();
        return shape.rank() == 0 ? 1 : shape.dimension(0);
    }
}
