package dev.serval.platform.local.revision;

import dev.serval.platform.local.control.ReplicaView;
import dev.serval.platform.local.control.ScaleDecision;
import dev.serval.platform.local.replica.Replica;
import dev.serval.platform.local.revision.WorkloadState.KnownRevision;
import dev.serval.platform.local.routing.RevisionShare;
import dev.serval.platform.plan.local.LocalComponent;
import dev.serval.platform.plan.local.LocalProgram;
import dev.serval.platform.plan.local.LocalScaling;
import dev.serval.platform.plan.name.ObjectNames;
import dev.serval.platform.plan.rollout.Rollout;
import dev.serval.platform.plan.rollout.TrafficShare;
import dev.serval.platform.plan.status.ComponentObservation;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A component's revisions. A component that asks for another program gets a new revision beside
/// those there are; the old ones go when neither traffic nor a rollback needs them. All of it
/// happens on the event loop.
public final class Workload {
    /// The logs of so many revisions are kept, and of those that still run.
    private static final int LOGS_KEPT = 5;

    private final String name;
    private final WorkloadContext context;
    private final Runnable changed;
    private final List<Revision> revisions = new ArrayList<>();
    private final List<Revision> retired = new ArrayList<>();

    private List<KnownRevision> known;
    private int lastNumber;
    private @Nullable String latestReady;
    private @Nullable String obstacle;
    private List<TrafficShare> traffic = List.of();

    /// A workload, of which nothing runs before it is applied.
    ///
    /// @param state what was there before
    /// @param changed is run after each change
    public Workload(WorkloadState state, WorkloadContext context, Runnable changed) {
        this.name = state.name();
        this.context = context;
        this.changed = changed;
        this.known = state.revisions();
        this.lastNumber = state.lastNumber();
        this.latestReady = state.latestReady();
    }

    /// `iris-predictor`
    public String name() {
        return name;
    }

    /// Begins to make true what `component` asks for.
    ///
    /// @param rollout which revisions a rollback may need
    public void apply(LocalComponent component, Rollout rollout) {
        traffic = component.traffic();
        resume(component);
        switch (component.program()) {
            case LocalProgram.NeedsKubernetes(String message) -> obstacle = message;
            case LocalProgram.Runs runs -> {
                obstacle = null;
                if (latest().filter(last -> last.spec().isFor(component, runs)).isEmpty()) {
                    create(component, runs);
                }
            }
        }
        retireAllBut(needed(rollout));
        for (Revision revision : revisions) {
            revision.scale(scalingOf(revision, component));
        }
    }

    /// Takes in what was asked of each revision, and scales it.
    public void tick() {
        revisions.forEach(Revision::tick);
    }

    /// Ends all revisions once they have finished what they work on.
    public void retire() {
        retireAllBut(Set.of());
        known = List.of();
    }

    /// Ends all with the platform.
    public void end() {
        List<Revision> all = all().toList();
        retire();
        all.forEach(Revision::end);
    }

    /// Whether one of its revisions was ready once.
    public boolean wasReady() {
        return latestReady != null;
    }

    /// Why nothing can be started for it, where nothing runs; null where something does or can.
    public @Nullable String obstacle() {
        return revisions.isEmpty() ? obstacle : null;
    }

    /// Whether nothing runs any more.
    public boolean isGone() {
        return all().allMatch(Revision::isGone);
    }

    /// How the traffic goes to the revisions. Before one is ready all of it goes to the newest,
    /// where calls wait.
    public List<RevisionShare> shares() {
        List<RevisionShare> shares = new ArrayList<>();
        for (TrafficShare share : traffic) {
            serving(share)
                    .map(revision ->
                            new RevisionShare(
                                    revision.name(),
                                    Math.toIntExact(share.percent()),
                                    share.tag(),
                                    revision.capacity().admission()))
                    .ifPresent(shares::add);
        }
        return shares;
    }

    /// What is seen of it.
    ///
    /// @param url where the component is reached
    public ComponentObservation observe(String url) {
        return new WorkloadObservation(name, revisions, latestReady, obstacle)
                .observe(traffic, url);
    }

    public List<ReplicaView> replicas() {
        return all().flatMap(revision -> revision.replicas().stream()).map(Replica::view).toList();
    }

    /// What the autoscaler decided lately, oldest first.
    public List<ScaleDecision> decisions() {
        return all().flatMap(revision -> revision.decisions().stream())
                .sorted(Comparator.comparing(ScaleDecision::at))
                .toList();
    }

    /// What has to be kept to bring it back.
    public WorkloadState state() {
        List<KnownRevision> kept =
                revisions.stream()
                        .map(revision -> new KnownRevision(revision.spec(), revision.isProven()))
                        .toList();
        return new WorkloadState(name, lastNumber, latestReady, kept.isEmpty() ? known : kept);
    }

    /// Revisions that were there before a restart of the platform.
    private void resume(LocalComponent component) {
        List<KnownRevision> before = known;
        known = List.of();
        before.forEach(old -> revisions.add(revision(old.spec(), component.scaling())));
        for (KnownRevision old : before) {
            Revision revision = find(old.spec().name()).orElseThrow();
            revision.scale(scalingOf(revision, component));
            if (old.wasReady()) {
                revision.resume();
            } else {
                revision.begin();
            }
        }
    }

    private void create(LocalComponent component, LocalProgram.Runs program) {
        lastNumber++;
        removeLogs(ObjectNames.revision(name, lastNumber - LOGS_KEPT));
        RevisionSpec spec =
                new RevisionSpec(
                        name,
                        lastNumber,
                        program,
                        component.scaling().containerConcurrency(),
                        context.machine().loop().now());
        Revision revision = revision(spec, component.scaling());
        revisions.add(revision);
        revision.begin();
    }

    private void removeLogs(String revision) {
        if (all().noneMatch(there -> there.name().equals(revision))) {
            new ReplicaLogs(context.logs()).remove(revision);
        }
    }

    private Revision revision(RevisionSpec spec, LocalScaling scaling) {
        return new Revision(spec, scaling, context, this::revisionChanged);
    }

    private void revisionChanged() {
        retired.removeIf(Revision::isGone);
        for (Revision revision : revisions) {
            boolean isNewer = find(latestReady).map(Revision::number).orElse(0) < revision.number();
            if (isNewer && revision.isProven() && revision.readiness().isReady()) {
                latestReady = revision.name();
            }
        }
        changed.run();
    }

    private Set<String> needed(Rollout rollout) {
        Set<String> needed = new HashSet<>();
        latest().map(Revision::name).ifPresent(needed::add);
        Stream.of(latestReady, rollout.latest(), rollout.previous())
                .filter(revision -> revision != null)
                .forEach(needed::add);
        traffic.stream()
                .map(TrafficShare::revision)
                .filter(revision -> revision != null)
                .forEach(needed::add);
        return needed;
    }

    private void retireAllBut(Set<String> needed) {
        for (Revision revision : List.copyOf(revisions)) {
            if (!needed.contains(revision.name())) {
                revisions.remove(revision);
                retired.add(revision);
                revision.retire();
            }
        }
    }

    /// A revision without traffic need not be kept running.
    private LocalScaling scalingOf(Revision revision, LocalComponent component) {
        boolean hasTraffic =
                traffic.stream()
                        .filter(share -> share.percent() > 0)
                        .anyMatch(share ->
                                serving(share).filter(found -> found == revision).isPresent());
        return hasTraffic ? component.scaling() : component.scaling().withoutMinimum();
    }

    private Optional<Revision> serving(TrafficShare share) {
        return share.isLatest()
                ? find(latestReady).or(this::latest)
                : find(share.revision()).or(() -> find(latestReady));
    }

    private Optional<Revision> latest() {
        return revisions.isEmpty() ? Optional.empty() : Optional.of(revisions.getLast());
    }

    private Optional<Revision> find(@Nullable String revision) {
        return revisions.stream().filter(there -> there.name().equals(revision)).findFirst();
    }

    private Stream<Revision> all() {
        return Stream.concat(revisions.stream(), retired.stream());
    }
}
