package dev.serval.engine.xgboost.booster;

import java.lang.foreign.MemorySegment;

/// The numbers that a booster answered with, where the library left them: valid on this thread
/// until its next call of the same booster.
///
/// @param columns how many numbers there are for a row
/// @param values FP32, row after row
public record Prediction(long rows, long columns, MemorySegment values) {}
