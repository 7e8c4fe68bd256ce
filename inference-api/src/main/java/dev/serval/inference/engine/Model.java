package dev.serval.inference.engine;

import dev.serval.inference.model.ModelSignature;
import dev.serval.inference.request.CallContext;
import dev.serval.inference.request.InferRequest;
import dev.serval.inference.request.InferResponse;

/// A loaded model. Engines make them from files; a user's own class may be one. Threads share a
/// model, and [#infer] may run on several at once.
public interface Model extends AutoCloseable {
    /// What goes in and out, under the model's true names. Requests are checked against it before
    /// they reach [#infer].
    ModelSignature signature();

    /// Answers one request. The request's tensors are borrowed for the call; the answer's belong to
    /// the caller, and take their memory from the context's allocator.
    ///
    /// @throws dev.serval.inference.failure.InferenceException what the caller is told; anything
    ///   else that is thrown becomes an [dev.serval.inference.failure.EngineFailure]
    InferResponse infer(InferRequest request, CallContext call);

    /// Whether [#infer] ends soon after the call is called off, and never blocks. Only such a model
    /// may be computed on a thread that others wait for, and only while it proves quick.
    default boolean stopsWhenCalledOff() {
        return false;
    }

    /// About how many bytes the model keeps in memory; 0 if unknown.
    default long memoryBytes() {
        return 0;
    }

    /// Frees the model. Nobody uses it any more.
    @Override
    default void close() {}
}
