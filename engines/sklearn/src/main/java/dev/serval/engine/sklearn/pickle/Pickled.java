package dev.serval.engine.sklearn.pickle;

/// What a file holds.
///
/// @param byteSize of what was read, without compression
public record Pickled(Value value, long byteSize) {}
