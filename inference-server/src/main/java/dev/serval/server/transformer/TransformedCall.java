package dev.serval.server.transformer;

import dev.serval.inference.failure.EngineFailure;
import dev.serval.inference.failure.InferenceException;
import dev.serval.inference.request.CallContext;
import dev.serval.inference.request.InferInput;
import dev.serval.inference.request.InferRequest;
import dev.serval.inference.request.InferResponse;
import dev.serval.inference.tensor.Tensor;
import dev.serval.server.catalog.InferCallback;
import java.util.List;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/// One call's way through a transformer to the model behind it, and back. No thread waits while
/// that computes.
///
/// @param request what the caller sent, borrowed
public record TransformedCall(Transformer transformer, InferRequest request, CallContext call) {
    private static final Logger LOG = Logger.getLogger(TransformedCall.class);

    /// Takes the call there and back, on a thread that may compute.
    public void infer(PredictorCall predictor, InferCallback callback) {
        InferRequest prepared;
        try {
            call.requireWanted();
            prepared = guarded(() -> transformer.preprocess(request, call));
        } catch (InferenceException refusal) {
            callback.failed(refusal);
            return;
        }
        predictor.infer(prepared, call, new WayBack(prepared, callback));
    }

    /// What becomes of the model's answer.
    private final class WayBack implements InferCallback {
        private final InferRequest prepared;
        private final InferCallback callback;

        WayBack(InferRequest prepared, InferCallback callback) {
            this.prepared = prepared;
            this.callback = callback;
        }

        @Override
        public void begun() {
            callback.begun();
        }

        @Override
        public void answered(InferResponse response) {
            InferResponse finished;
            try {
                finished = finish(response);
            } catch (InferenceException refusal) {
                failed(refusal);
                return;
            }
            closeWhatWasMade(prepared);
            callback.answered(finished);
        }

        @Override
        public void failed(InferenceException failure) {
            closeWhatWasMade(prepared);
            callback.failed(failure);
        }
    }

    private InferResponse finish(InferResponse response) {
        InferResponse finished;
        try {
            call.requireWanted();
            finished = guarded(() -> transformer.postprocess(request, response, call));
        } catch (InferenceException refusal) {
            response.close();
            throw refusal;
        }
        List<Tensor> kept = finished.outputs();
        for (Tensor output : response.outputs()) {
            if (kept.stream().noneMatch(tensor -> tensor == output)) {
                output.close();
            }
        }
        return finished;
    }

    /// Closes what was made for the predictor, and not what the caller sent.
    private void closeWhatWasMade(InferRequest prepared) {
        for (InferInput made : prepared.inputs()) {
            boolean borrowed =
                    request.inputs().stream().anyMatch(sent -> sent.tensor() == made.tensor());
            if (!borrowed) {
                made.tensor().close();
            }
        }
    }

    private static <T> T guarded(Supplier<T> work) {
        try {
            return work.get();
        } catch (InferenceException refusal) {
            throw refusal;
        } catch (RuntimeException | Error defect) {
            LOG.error("the transformer failed in a way that is no refusal", defect);
            throw new EngineFailure(
                    "%s : %s".formatted(defect.getClass().getSimpleName(), defect.getMessage()),
                    defect);
        }
    }
}
