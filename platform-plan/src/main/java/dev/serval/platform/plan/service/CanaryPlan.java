package dev.serval.platform.plan.service;

/// A declared canary: a predictor beside the stable one.
///
/// @param name its name
/// @param percent its share of the traffic, 0 to 100
/// @param predictor what runs for it
public record CanaryPlan(String name, int percent, ComponentPlan predictor) {}
