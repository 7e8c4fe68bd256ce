package dev.serval.server.upstream;

import dev.serval.inference.failure.InferenceException;

/// Who waits for what a predictor answers. Exactly one of the two is called, once.
interface AnswerListener {
    /// The answer, whose body now belongs to the callee. On a thread that may block.
    void answered(UpstreamAnswer answer);

    /// On any thread.
    void failed(InferenceException failure);
}
