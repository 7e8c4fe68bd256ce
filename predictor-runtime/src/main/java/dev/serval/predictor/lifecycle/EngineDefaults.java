package dev.serval.predictor.lifecycle;

import dev.serval.inference.tensor.TensorAllocator;

/// What engines are given where a model says nothing.
///
/// @param threads how many threads one call may use
/// @param allocator where memory comes from when a model runs without a call
public record EngineDefaults(int threads, TensorAllocator allocator) {}
