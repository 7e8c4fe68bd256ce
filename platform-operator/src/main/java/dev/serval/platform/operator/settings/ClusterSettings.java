package dev.serval.platform.operator.settings;

import dev.serval.platform.plan.config.InitializerConfig;
import dev.serval.platform.plan.config.PlatformConfig;

/// The settings that hold for a cluster now.
///
/// @param platform what planning needs
/// @param ingressClass Knative's name of its networking layer
/// @param initializer what fetches models for images that do not do so by themselves
public record ClusterSettings(
        PlatformConfig platform, String ingressClass, InitializerConfig initializer) {}
