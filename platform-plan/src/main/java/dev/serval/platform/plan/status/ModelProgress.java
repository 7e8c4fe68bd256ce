package dev.serval.platform.plan.status;

import dev.serval.platform.api.status.FailureInfo;
import dev.serval.platform.api.status.ModelCopies;
import dev.serval.platform.api.status.ModelStates;
import dev.serval.platform.api.status.ModelStatus;
import dev.serval.platform.plan.service.Refusal;
import java.util.Comparator;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// How far the model of a component is, by its newest pod, in KServe's words.
final class ModelProgress {
    private static final String LOADED = "Loaded";
    private static final String LOADING = "Loading";
    private static final String PENDING = "Pending";
    private static final String FAILED = "FailedToLoad";
    private static final String MODEL_LOAD_FAILED = "ModelLoadFailed";

    private final ComponentObservation seen;
    private final @Nullable ModelStatus before;

    ModelProgress(ComponentObservation seen, @Nullable ModelStatus before) {
        this.seen = seen;
        this.before = before;
    }

    /// What is reported of a model that no plan was made for.
    static ModelStatus refused(Refusal refusal, @Nullable ModelStatus before) {
        return new ModelStatus(
                "InvalidSpec",
                new ModelStates(active(before), FAILED, Map.of()),
                new FailureInfo(
                        null,
                        refusal.reason().label(),
                        refusal.message(),
                        null,
                        null,
                        null,
                        Map.of()),
                before == null ? null : before.copies(),
                Map.of());
    }

    ModelStatus status() {
        Optional<PodObservation> newest = newest();
        if (isServed()) {
            return status("UpToDate", LOADED, LOADED, null);
        }
        if (newest.isEmpty()) {
            return withoutPods();
        }
        PodObservation pod = newest.get();
        if (pod.initializer() instanceof ContainerState.Failed failed) {
            return failed(pod, failed);
        }
        if (pod.initializer() instanceof ContainerState.Running) {
            return inProgress(LOADING);
        }
        return pod.main() instanceof ContainerState.Failed failed
                ? failed(pod, failed)
                : inProgress(PENDING);
    }

    /// The newest pod: of the latest revision, whose name its pods' begin with, before all others.
    private Optional<PodObservation> newest() {
        String latest = seen.revisions().latestCreated() + "-";
        return seen.pods().stream()
                .max(
                        Comparator.comparing((PodObservation pod) -> pod.name().startsWith(latest))
                                .thenComparing(PodObservation::created)
                                .thenComparing(PodObservation::name, Comparator.reverseOrder()));
    }

    private boolean isServed() {
        return seen.ready().isReady()
                && Objects.equals(seen.revisions().latestCreated(), seen.revisions().latestReady());
    }

    /// Without a pod, only a refusal of the revision itself tells that the model will not come.
    private ModelStatus withoutPods() {
        Readiness configuration = seen.configuration();
        if (configuration.truth() != Readiness.Truth.FALSE) {
            return inProgress(PENDING);
        }
        FailureInfo info =
                new FailureInfo(
                        null,
                        MODEL_LOAD_FAILED,
                        configuration.message(),
                        seen.revisions().latestCreated(),
                        null,
                        null,
                        Map.of());
        return status("BlockedByFailedLoad", active(before), FAILED, info);
    }

    private ModelStatus inProgress(String target) {
        FailureInfo last = before == null ? null : before.lastFailureInfo();
        return status("InProgress", active(before), target, last);
    }

    private ModelStatus failed(PodObservation pod, ContainerState.Failed failed) {
        FailureInfo info =
                new FailureInfo(
                        pod.name(),
                        MODEL_LOAD_FAILED,
                        failed.message(),
                        seen.revisions().latestCreated(),
                        null,
                        failed.exitCode(),
                        Map.of());
        return status("BlockedByFailedLoad", active(before), FAILED, info);
    }

    private ModelStatus status(
            String transition,
            @Nullable String active,
            String target,
            @Nullable FailureInfo failure) {
        int ready = (int) seen.pods().stream().filter(PodObservation::isReady).count();
        int failed = target.equals(FAILED) && !seen.pods().isEmpty() ? 1 : 0;
        return new ModelStatus(
                transition,
                new ModelStates(active, target, Map.of()),
                failure,
                new ModelCopies(failed, ready, Map.of()),
                Map.of());
    }

    /// The model that answers stays the one that did, until another is loaded.
    private static @Nullable String active(@Nullable ModelStatus before) {
        return before == null || before.states() == null
                ? null
                : before.states().activeModelState();
    }
}
