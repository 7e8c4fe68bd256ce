package dev.serval.platform.local.revision;

import dev.serval.platform.local.capacity.DemandSample;
import dev.serval.platform.local.capacity.ReplicaAddress;
import dev.serval.platform.local.control.ScaleDecision;
import dev.serval.platform.local.loop.EventLoop;
import dev.serval.platform.local.replica.Replica;
import dev.serval.platform.local.scaling.Autoscaler;
import dev.serval.platform.plan.local.LocalScaling;
import dev.serval.platform.plan.status.Readiness;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;

/// A revision that runs. Until it was ready for the first time it has one replica; then as many as
/// the autoscaler says. All of it happens on the event loop.
final class Revision {
    private static final Logger LOG = Logger.getLogger(Revision.class);
    private static final int DECISIONS_KEPT = 300;
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(50);

    private final RevisionSpec spec;
    private final RevisionSettings settings;
    private final EventLoop loop;
    private final Capacity capacity;
    private final Replicas replicas;
    private final Autoscaler autoscaler;
    private final Runnable changed;
    private final Instant begun;
    private final Deque<ScaleDecision> decisions = new ArrayDeque<>();

    private LocalScaling scaling;
    private boolean isProven;
    private boolean isRetired;
    private int wanted;

    /// A revision without a replica.
    ///
    /// @param scaling how many replicas there shall be
    /// @param context what it needs to run
    /// @param changed is run after each change that its owner may care about
    Revision(RevisionSpec spec, LocalScaling scaling, WorkloadContext context, Runnable changed) {
        this.spec = spec;
        this.scaling = scaling;
        this.settings = context.settings();
        this.loop = context.machine().loop();
        this.changed = changed;
        this.begun = loop.now();
        this.capacity =
                context.machine().capacities().create(spec.name(), spec.containerConcurrency());
        this.replicas = new Replicas(spec, context, this::replicaChanged);
        this.autoscaler = new Autoscaler(spec.name(), settings.autoscaler());
        capacity.demand().whenWanted(() -> loop.execute(this::wake));
        capacity.demand()
                .whenFirstAnswered(
                        (replica, time) -> loop.execute(() -> replicas.answered(replica, time)));
    }

    RevisionSpec spec() {
        return spec;
    }

    int number() {
        return spec.number();
    }

    String name() {
        return spec.name();
    }

    Capacity capacity() {
        return capacity;
    }

    List<Replica> replicas() {
        return replicas.all();
    }

    /// What the autoscaler decided lately, oldest first.
    List<ScaleDecision> decisions() {
        return List.copyOf(decisions);
    }

    /// Whether it was ready once, now or before a restart of the platform.
    boolean isProven() {
        return isProven;
    }

    boolean isRetired() {
        return isRetired;
    }

    /// Whether nothing is left of it.
    boolean isGone() {
        return isRetired && replicas.all().isEmpty();
    }

    /// Starts it for the first time: with one replica, whatever its scale may be later.
    void begin() {
        wanted = 1;
        replicas.adjust(wanted, this::working);
    }

    /// Brings it back as it was before a restart of the platform: ready once, and with the fewest
    /// replicas that it may have.
    void resume() {
        isProven = true;
        wanted = scaling.minReplicas();
        replicas.adjust(wanted, this::working);
    }

    /// Takes over how many replicas there shall be.
    void scale(LocalScaling other) {
        scaling = other;
    }

    /// Takes in what was asked of it, and scales it.
    void tick() {
        if (isRetired) {
            return;
        }
        Instant now = loop.now();
        DemandSample sample = capacity.demand().sample();
        int ready = replicas.ready().size();
        if (isProven) {
            decide(autoscaler.decide(now, scaling, sample, ready));
        } else {
            autoscaler.record(now, scaling, sample, ready);
        }
        capacity.demand().replicas(replicas.ready());
    }

    private void decide(ScaleDecision decision) {
        if (decisions.size() == DECISIONS_KEPT) {
            decisions.removeFirst();
        }
        decisions.addLast(decision);
        LOG.debugf("%s", decision);
        if (decision.wanted() != wanted) {
            LOG.infof(
                    "%s: %d replicas in place of %d (%s)",
                    name(), decision.wanted(), wanted, decision.reason());
        }
        wanted = decision.wanted();
        replicas.adjust(wanted, this::working);
    }

    /// A call waits while nothing is ready.
    private void wake() {
        if (!isRetired && wanted == 0) {
            LOG.infof("%s: a call waits, one replica is started", name());
            wanted = 1;
            replicas.adjust(wanted, this::working);
            changed.run();
        }
    }

    /// Ends it: no call is routed to it any more, those that are there are finished.
    void retire() {
        if (isRetired) {
            return;
        }
        isRetired = true;
        Instant latest = loop.now().plus(settings.replicas().drainTime());
        loop.after(settings.linger(), () -> closeWhenQuiet(latest));
    }

    /// Calls that wait for a place are let through first.
    private void closeWhenQuiet(Instant latest) {
        boolean isQuiet = capacity.demand().sample().waiting() == 0 || replicas.ready().isEmpty();
        if (isQuiet || !loop.now().isBefore(latest)) {
            close();
            return;
        }
        loop.after(BETWEEN_LOOKS, () -> closeWhenQuiet(latest));
    }

    /// Ends it with the platform: nothing is routed any more.
    void end() {
        isRetired = true;
        close();
    }

    private void close() {
        wanted = 0;
        capacity.demand().close();
        replicas.adjust(0, this::working);
        changed.run();
    }

    /// Whether it can answer, and if not, why.
    Readiness readiness() {
        if (!replicas.ready().isEmpty()) {
            return Readiness.READY;
        }
        Optional<String> failure = isProven ? replicas.obstacle() : replicas.lastFailure();
        if (failure.isPresent()) {
            return Readiness.not(
                    "RevisionFailed", "revision %s failed: %s".formatted(name(), failure.get()));
        }
        if (isProven) {
            return Readiness.READY;
        }
        if (!loop.now().isBefore(begun.plus(settings.progressDeadline()))) {
            return Readiness.not(
                    "ProgressDeadlineExceeded",
                    "revision %s is not ready after %d s"
                            .formatted(name(), settings.progressDeadline().toSeconds()));
        }
        return Readiness.pending("Deploying", "revision %s is starting".formatted(name()));
    }

    private int working(ReplicaAddress replica) {
        return capacity.demand().working(replica);
    }

    private void replicaChanged() {
        if (isRetired) {
            replicas.forgetEnded();
            changed.run();
            return;
        }
        if (replicas.becameReady()) {
            DemandSample waited = capacity.demand().sample();
            autoscaler.record(loop.now(), scaling, waited, 0);
            isProven = true;
        }
        replicas.forgetEnded();
        capacity.demand().replicas(replicas.ready());
        replicas.obstacle()
                .ifPresentOrElse(capacity.demand()::notStarting, capacity.demand()::starting);
        changed.run();
    }
}
