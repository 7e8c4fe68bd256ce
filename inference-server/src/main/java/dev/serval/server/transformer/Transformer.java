package dev.serval.server.transformer;

import dev.serval.inference.model.ModelSignature;
import dev.serval.inference.model.TensorSpec;
import dev.serval.inference.request.CallContext;
import dev.serval.inference.request.InferRequest;
import dev.serval.inference.request.InferResponse;
import java.util.List;
import java.util.Optional;

/// Prepares what callers send for a predictor, and its answers for them. A user's own bean may be
/// one; the predictor is the one that `--predictor_host` names, or a model of the same process.
/// Threads share a transformer.
///
/// Tensors that are made here take their memory from the context's allocator and belong to whoever
/// gets them. Those that come in are borrowed, and may be passed on as they are.
public interface Transformer {
    /// What callers send, and what they get. Requests are checked against it before they reach
    /// [#preprocess].
    ModelSignature signature();

    /// The predictor's model; where it is empty, the name that this one is served under.
    default Optional<String> predictorModel() {
        return Optional.empty();
    }

    /// The inputs that [#preprocess] makes, by which a transformer is held against a model in the
    /// same process when that is loaded. Empty if they depend on the request.
    default List<TensorSpec> predictorInputs() {
        return List.of();
    }

    /// The outputs that [#postprocess] expects: they give those of a V1 predictor their types and
    /// names. Empty if it takes what comes.
    default List<TensorSpec> predictorOutputs() {
        return List.of();
    }

    /// What the predictor is asked. On a thread that may compute and block.
    ///
    /// @throws dev.serval.inference.failure.InferenceException what the caller is told; the
    ///   predictor is not asked then
    default InferRequest preprocess(InferRequest request, CallContext call) {
        return request;
    }

    /// What the caller is answered. On a thread that may compute and block.
    ///
    /// @param request what the caller sent
    /// @param response what the predictor answered
    /// @throws dev.serval.inference.failure.InferenceException what the caller is told instead
    default InferResponse postprocess(
            InferRequest request, InferResponse response, CallContext call) {
        return response;
    }
}
