package dev.serval.explainer.serving;

/// Where a model's gradient is asked for: for a row, an output that has for each of the model's
/// outputs the slope by each of the row's values.
///
/// @param model of the same predictor; empty for the explained model itself
/// @param output the output's name; empty for the model's only one
record GradientPlace(String model, String output) {}
