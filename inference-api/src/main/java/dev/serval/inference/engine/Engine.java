package dev.serval.inference.engine;

import dev.serval.inference.tensor.TensorAllocator;

/// A library that runs models of some formats. Found by [java.util.ServiceLoader]; one instance
/// serves the whole process, and threads share it.
public interface Engine extends AutoCloseable {
    /// What the engine is called in settings, metadata and messages: `onnx`.
    String name();

    /// What makes a directory a model of this engine, for the message that lists what would have
    /// been served: `model.onnx or one *.onnx file`.
    String recognises();

    /// Whether the directory holds a model of this engine's format, judged by file names alone.
    boolean serves(ModelDirectory directory);

    /// Loads the model in the directory, ready to answer. Nothing is left behind on failure.
    ///
    /// @param allocator where the outputs' memory comes from when the engine runs without a call,
    ///   as in warm-up
    /// @throws ModelLoadException with the library's own reason
    Model load(ModelDirectory directory, EngineSettings settings, TensorAllocator allocator)
            throws ModelLoadException;

    /// Does what can be done before there is a model, such as loading a native library. Called by a
    /// thread of its own while a process starts, perhaps on an instance that is asked for nothing
    /// else; what fails is to fail again in [#load].
    default void prepare() {}

    /// Frees what the engine holds for the process. No model of it is in use any more.
    @Override
    default void close() {}
}
