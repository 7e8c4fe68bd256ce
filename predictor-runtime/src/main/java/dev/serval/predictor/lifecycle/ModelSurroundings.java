package dev.serval.predictor.lifecycle;

import dev.serval.predictor.batching.Batching;
import dev.serval.predictor.memory.MemoryBudget;

/// What all models of a process share.
///
/// @param batching how requests are merged
/// @param budget how much memory loaded models may take
public record ModelSurroundings(Batching batching, MemoryBudget budget) {}
