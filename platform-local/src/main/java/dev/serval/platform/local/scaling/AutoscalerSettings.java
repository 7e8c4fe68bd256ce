package dev.serval.platform.local.scaling;

import java.time.Duration;

/// How the autoscaler goes about it. The defaults are Knative's.
///
/// @param stableWindow what is averaged in quiet times
/// @param panicWindow what is averaged to notice a burst
/// @param panicThreshold how many times as much as all that are ready can take is a burst
/// @param maxScaleUpRate how many times as many replicas there may be after one decision
/// @param maxScaleDownRate how many times as few
/// @param scaleToZeroGrace how long the last replica stays after the stable window was empty
/// @param limit the most replicas of a revision whose service names no maximum
public record AutoscalerSettings(
        Duration stableWindow,
        Duration panicWindow,
        double panicThreshold,
        double maxScaleUpRate,
        double maxScaleDownRate,
        Duration scaleToZeroGrace,
        int limit) {

    public AutoscalerSettings {
        requirePositive("stable window", stableWindow);
        requirePositive("panic window", panicWindow);
        if (panicWindow.compareTo(stableWindow) > 0) {
            throw new IllegalArgumentException(
                    "the panic window is %s, expected at most the stable window's %s"
                            .formatted(panicWindow, stableWindow));
        }
        requireMoreThanOne("panic threshold", panicThreshold);
        requireMoreThanOne("rate of scaling up", maxScaleUpRate);
        requireMoreThanOne("rate of scaling down", maxScaleDownRate);
        if (scaleToZeroGrace.isNegative()) {
            throw new IllegalArgumentException(
                    "the grace before zero is %s, expected 0 or more".formatted(scaleToZeroGrace));
        }
        if (limit < 1) {
            throw new IllegalArgumentException(
                    "the most replicas of a revision is %d, expected 1 or more".formatted(limit));
        }
    }

    /// The panic window that goes with a stable window: Knative's 10 % of it.
    public static Duration panicWindowOf(Duration stableWindow) {
        return stableWindow.dividedBy(10);
    }

    /// Knative's defaults.
    ///
    /// @param limit the most replicas of a revision whose service names no maximum
    public static AutoscalerSettings knative(int limit) {
        Duration stableWindow = Duration.ofSeconds(60);
        return new AutoscalerSettings(
                stableWindow,
                panicWindowOf(stableWindow),
                2,
                1000,
                2,
                Duration.ofSeconds(30),
                limit);
    }

    private static void requirePositive(String name, Duration duration) {
        if (duration.isZero() || duration.isNegative()) {
            throw new IllegalArgumentException(
                    "the %s is %s, expected more than 0".formatted(name, duration));
        }
    }

    private static void requireMoreThanOne(String name, double value) {
        if (!(value > 1)) {
            throw new IllegalArgumentException(
                    "the %s is %s, expected more than 1".formatted(name, value));
        }
    }
}
