package dev.serval.steps.pipeline;

/// One step of a pipeline, bound to the tensors that it works on. Threads share it.
@FunctionalInterface
public interface Step {
    /// Takes its tensors from the frame and puts what it makes of them there.
    ///
    /// @throws dev.serval.inference.failure.InvalidInput naming the tensor and the element that it
    ///   cannot take
    void apply(Frame frame);
}
