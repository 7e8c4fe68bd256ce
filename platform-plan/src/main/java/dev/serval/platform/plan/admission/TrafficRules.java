package dev.serval.platform.plan.admission;

import dev.serval.platform.api.inference.ComponentSettings;

/// What a component may ask of traffic and time.
final class TrafficRules {
    private static final long ALL = 100;

    private TrafficRules() {}

    static void check(ComponentSettings settings, String field, Violations violations) {
        Long percent = settings.canaryTrafficPercent();
        violations.require(
                percent == null || (percent >= 0 && percent <= ALL),
                field + ".canaryTrafficPercent",
                "expected 0 to 100, found %s".formatted(percent));
        Long timeout = settings.timeout();
        violations.require(
                timeout == null || timeout >= 0,
                field + ".timeout",
                "expected seconds from 0, found %s".formatted(timeout));
    }
}
