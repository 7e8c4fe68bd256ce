package dev.serval.platform.plan.local;

/// A declared canary of the predictor.
///
/// @param name its name
/// @param percent its share of the traffic, 0 to 100
/// @param predictor what runs for it
public record LocalCanary(String name, int percent, LocalComponent predictor) {}
