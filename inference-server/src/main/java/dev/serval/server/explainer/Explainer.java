package dev.serval.server.explainer;

import dev.serval.inference.model.ModelName;
import dev.serval.inference.request.CallContext;
import dev.serval.inference.request.InferRequest;
import java.util.Optional;

/// Explains what models answer; a bean of an application that serves models. Threads share it.
public interface Explainer {
    /// The request's parameter that says in what form the answer is wished for: `json` or `svg`.
    String FORMAT = "format";

    /// The model that it explains; empty for all that have no explainer of their own.
    default Optional<String> explainedModel() {
        return Optional.empty();
    }

    /// Explains what the model answers for a request. Called on a thread that may block and
    /// compute; the request is borrowed for the call, and what it holds fits the model's signature.
    /// Its parameters are those of V2's and gRPC's, of the member `parameters` of a V1 body, and of
    /// the query.
    ///
    /// @throws dev.serval.inference.failure.InferenceException what the caller is told; anything
    ///   else that is thrown becomes an [dev.serval.inference.failure.EngineFailure]
    ExplainAnswer explain(ModelName model, InferRequest request, CallContext call);
}
