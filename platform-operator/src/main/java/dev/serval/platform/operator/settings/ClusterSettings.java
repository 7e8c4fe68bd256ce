package dev.serval.platform.operator.settings;

import dev.serval.platform.plan.config.PlatformConfig;

/// The settings that hold for a cluster now.
///
/// @param platform what planning needs
/// @param ingressClass Knative's name of its networking layer
public record ClusterSettings(PlatformConfig platform, String ingressClass) {}
