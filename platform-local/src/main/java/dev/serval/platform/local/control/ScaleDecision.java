package dev.serval.platform.local.control;

import java.time.Instant;

/// One decision of the autoscaler, with what it was made of.
///
/// @param revision the revision it is about
/// @param stable what was measured over the stable window, in the metric of its target
/// @param panic what was measured over the panic window
/// @param target what one replica is meant to take
/// @param isPanicking whether a burst is being followed
/// @param ready how many replicas were ready
/// @param wanted how many there shall be
/// @param reason why, in a sentence
public record ScaleDecision(
        Instant at,
        String revision,
        double stable,
        double panic,
        double target,
        boolean isPanicking,
        int ready,
        int wanted,
        String reason) {}
