package dev.serval.platform.local.revision;

import dev.serval.platform.api.status.TrafficTarget;
import dev.serval.platform.local.replica.Replica;
import dev.serval.platform.local.replica.ReplicaState;
import dev.serval.platform.plan.rollout.Revisions;
import dev.serval.platform.plan.rollout.TrafficShare;
import dev.serval.platform.plan.status.ComponentObservation;
import dev.serval.platform.plan.status.ContainerState;
import dev.serval.platform.plan.status.PodObservation;
import dev.serval.platform.plan.status.Readiness;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Tells what is seen of a workload as Knative would.
///
/// @param name its name
/// @param revisions its revisions, the newest last
/// @param latestReady the newest that was ready; null before the first
/// @param obstacle why nothing new can be started for it; null where something can
record WorkloadObservation(
        String name,
        List<Revision> revisions,
        @Nullable String latestReady,
        @Nullable String obstacle) {
    private static final String SCHEME = "://";

    ComponentObservation observe(List<TrafficShare> traffic, String url) {
        Readiness configuration = configuration();
        Readiness routes = routes(configuration);
        List<TrafficTarget> targets =
                latestReady == null
                        ? List.of()
                        : traffic.stream().map(share -> target(share, url)).toList();
        return new ComponentObservation(
                ready(configuration, routes, targets),
                routes,
                configuration,
                new Revisions(newest().map(Revision::name).orElse(null), latestReady, targets),
                pods());
    }

    /// Whether what is asked for last is ready.
    private Readiness configuration() {
        if (obstacle != null) {
            return Readiness.not("NeedsKubernetes", obstacle);
        }
        return newest().map(Revision::readiness).orElse(Readiness.UNKNOWN);
    }

    /// Whether there is something to route to.
    private Readiness routes(Readiness configuration) {
        if (latestReady != null) {
            return Readiness.READY;
        }
        String message = "no revision of %s was ready yet".formatted(name);
        return new Readiness(configuration.truth(), "RevisionMissing", message);
    }

    /// It is ready if its newest revision is, and each that gets traffic.
    private Readiness ready(
            Readiness configuration, Readiness routes, List<TrafficTarget> targets) {
        if (!configuration.isReady()) {
            return configuration;
        }
        for (Revision revision : revisions) {
            Readiness readiness = revision.readiness();
            boolean hasTraffic =
                    targets.stream()
                            .anyMatch(target -> revision.name().equals(target.revisionName()));
            if (hasTraffic && !readiness.isReady()) {
                return readiness;
            }
        }
        return routes;
    }

    private TrafficTarget target(TrafficShare share, String url) {
        String revision = share.isLatest() ? latestReady : share.revision();
        String tag = share.tag();
        return new TrafficTarget(
                revision,
                share.isLatest(),
                share.percent(),
                tag,
                tag == null ? null : url.replace(SCHEME, SCHEME + tag + "-"),
                Map.of());
    }

    private Optional<Revision> newest() {
        return revisions.isEmpty() ? Optional.empty() : Optional.of(revisions.getLast());
    }

    private List<PodObservation> pods() {
        return revisions.stream()
                .flatMap(revision -> revision.replicas().stream())
                .filter(replica -> replica.state().isWanted())
                .map(WorkloadObservation::pod)
                .toList();
    }

    private static PodObservation pod(Replica replica) {
        return new PodObservation(
                replica.name(),
                replica.created().truncatedTo(ChronoUnit.SECONDS).toString(),
                replica.state() == ReplicaState.READY,
                replica.isLoading() ? new ContainerState.Running() : null,
                main(replica));
    }

    private static ContainerState main(Replica replica) {
        return replica.failure()
                .<ContainerState>map(
                        failure -> new ContainerState.Failed(failure.message(), failure.exitCode()))
                .orElseGet(ContainerState.Running::new);
    }
}
