package dev.serval.explainer.model;

import dev.serval.inference.request.Deadline;

/// How much of the predictor one explanation may use.
///
/// @param rows the most rows that are predicted
/// @param deadline when sampling ends, so that there is time left to answer with what there is
public record CallBudget(long rows, Deadline deadline) {}
