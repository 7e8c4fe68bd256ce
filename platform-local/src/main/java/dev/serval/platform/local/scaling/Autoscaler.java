package dev.serval.platform.local.scaling;

import dev.serval.platform.local.capacity.DemandSample;
import dev.serval.platform.local.control.ScaleDecision;
import dev.serval.platform.plan.local.LocalScaling;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Decides how many replicas a revision shall have, as Knative's autoscaler does: by the average
/// over a long window in quiet times and over a short one in a burst, during which the number only
/// grows. It remembers what it was told and decides by nothing else.
///
/// It differs in one point. What waits while no replica is ready counts as half of one replica's
/// load at most, which is enough for one: how long a start takes says nothing about how many
/// replicas a burst needs.
public final class Autoscaler {
    private static final double ROUNDING = 1e-9;

    private final String revision;
    private final AutoscalerSettings settings;
    private final LoadWindow load;
    private @Nullable Instant burst;
    private int mostInBurst;
    private @Nullable Instant active;
    private @Nullable Instant idle;

    /// @param revision the revision it decides for
    public Autoscaler(String revision, AutoscalerSettings settings) {
        this.revision = revision;
        this.settings = settings;
        this.load = new LoadWindow(settings.stableWindow());
    }

    /// Takes in what was measured without deciding.
    ///
    /// @param ready how many replicas were ready meanwhile
    public void record(Instant now, LocalScaling scaling, DemandSample sample, int ready) {
        double measured =
                scaling.metric() == LocalScaling.Metric.RPS
                        ? perSecond(sample)
                        : sample.averageConcurrency();
        double value = ready == 0 ? Math.min(measured, scaling.target() / 2) : measured;
        load.add(now, sample.seconds(), value);
    }

    /// Takes in what was measured and decides.
    ///
    /// @param scaling the limits and the target
    /// @param sample what was measured since it was last told
    /// @param ready how many replicas are ready
    public ScaleDecision decide(Instant now, LocalScaling scaling, DemandSample sample, int ready) {
        record(now, scaling, sample, ready);
        double stable = load.average(now, settings.stableWindow());
        double panic = load.average(now, settings.panicWindow());
        double target = scaling.target();
        double base = Math.max(1, ready);
        int byStable = within(stable / target, base);
        int byPanic = within(panic / target, base);
        follow(now, whole(panic / target) / base >= settings.panicThreshold());
        int wanted = byStable;
        if (burst != null) {
            mostInBurst = Math.max(mostInBurst, Math.max(byStable, byPanic));
            wanted = mostInBurst;
        }
        if (sample.waiting() > 0 || sample.working() > 0) {
            wanted = Math.max(wanted, 1);
        }
        String reason = reason(scaling, stable, panic);
        Bounded bounded = bounded(now, scaling, wanted, ready);
        return new ScaleDecision(
                now,
                revision,
                stable,
                panic,
                target,
                burst != null,
                ready,
                bounded.wanted(),
                bounded.why() == null ? reason : reason + "; " + bounded.why());
    }

    private static double perSecond(DemandSample sample) {
        return sample.seconds() == 0 ? 0 : sample.requests() / sample.seconds();
    }

    /// The number for a load, no further from the present one than the rates allow.
    private int within(double replicas, double base) {
        double most = Math.ceil(settings.maxScaleUpRate() * base);
        double fewest = Math.floor(base / settings.maxScaleDownRate());
        return (int) Math.min(Math.max(whole(replicas), fewest), most);
    }

    /// Rounds up, but not for what arithmetic alone adds.
    private static double whole(double replicas) {
        return Math.ceil(replicas - ROUNDING);
    }

    /// A burst lasts until a stable window has passed without another one.
    private void follow(Instant now, boolean isBursting) {
        if (isBursting) {
            burst = now;
            return;
        }
        if (burst != null && burst.plus(settings.stableWindow()).isBefore(now)) {
            burst = null;
            mostInBurst = 0;
        }
    }

    /// A number within a service's limits.
    ///
    /// @param why what held it there; null where nothing did
    private record Bounded(int wanted, @Nullable String why) {}

    private Bounded bounded(Instant now, LocalScaling scaling, int wanted, int ready) {
        if (wanted > 0) {
            idle = null;
        }
        if (ready == 0) {
            active = null;
        } else if (active == null) {
            active = now;
        }
        if (wanted < scaling.minReplicas()) {
            return new Bounded(
                    scaling.minReplicas(), "at least %d".formatted(scaling.minReplicas()));
        }
        int most = scaling.maxReplicas() > 0 ? scaling.maxReplicas() : settings.limit();
        if (wanted > most) {
            return new Bounded(most, "at most %d".formatted(most));
        }
        if (wanted > 0 || ready == 0) {
            return new Bounded(wanted, null);
        }
        return lastReplica(now);
    }

    /// The last replica stays until a whole stable window was empty, and for the grace period.
    private Bounded lastReplica(Instant now) {
        if (idle == null) {
            Instant seen = active == null ? now : active;
            Instant earliest = seen.plus(settings.stableWindow());
            idle = earliest.isAfter(now) ? earliest : now;
        }
        Duration left = Duration.between(now, idle.plus(settings.scaleToZeroGrace()));
        if (left.isPositive()) {
            return new Bounded(1, "to zero in %.1f s".formatted(left.toMillis() / 1000.0));
        }
        return new Bounded(0, "to zero");
    }

    private String reason(LocalScaling scaling, double stable, double panic) {
        String what =
                scaling.metric() == LocalScaling.Metric.RPS ? "calls a second" : "calls at once";
        double value = burst == null ? stable : panic;
        Duration window = burst == null ? settings.stableWindow() : settings.panicWindow();
        return String.format(
                Locale.ROOT,
                "%.2f %s over %.1f s, %.1f for each replica%s",
                value,
                what,
                window.toMillis() / 1000.0,
                scaling.target(),
                burst == null ? "" : ", in a burst");
    }
}
