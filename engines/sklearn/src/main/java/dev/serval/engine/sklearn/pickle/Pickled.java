package dev.serval.engine.sklearn.pickle;

/// What a file holds.
///
/// @param byteSize of the pickle, without compression
public record Pickled(Value value, long byteSize) {}
