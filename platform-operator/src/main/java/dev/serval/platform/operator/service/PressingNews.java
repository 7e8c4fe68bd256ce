package dev.serval.platform.operator.service;

import dev.serval.platform.api.status.Condition;
import dev.serval.platform.api.status.FailureInfo;
import dev.serval.platform.api.status.InferenceServiceStatus;
import dev.serval.platform.plan.rollout.Rollout;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Whether somebody may wait for what a report says: that a change of the service was seen, whether
/// the service is ready, what failed, and which revision replaced which, from which traffic is
/// planned. The stages that a rollout goes through are none of it.
final class PressingNews {
    private static final String READY = "Ready";
    private static final String FALSE = "False";

    private PressingNews() {}

    static boolean isIn(InferenceServiceStatus report, InferenceServiceStatus before) {
        return differs(InferenceServiceStatus::observedGeneration, report, before)
                || differs(PressingNews::readiness, report, before)
                || differs(PressingNews::failures, report, before)
                || differs(PressingNews::failure, report, before)
                || isAnythingReplaced(report, before);
    }

    private static boolean differs(
            Function<InferenceServiceStatus, @Nullable Object> part,
            InferenceServiceStatus report,
            InferenceServiceStatus before) {
        return !Objects.equals(part.apply(report), part.apply(before));
    }

    private static @Nullable String readiness(InferenceServiceStatus status) {
        return status.conditions().stream()
                .filter(condition -> READY.equals(condition.type()))
                .map(Condition::status)
                .findFirst()
                .orElse(null);
    }

    /// What is not so, and why.
    private static List<Condition> failures(InferenceServiceStatus status) {
        return status.conditions().stream()
                .filter(condition -> FALSE.equals(condition.status()))
                .toList();
    }

    private static @Nullable FailureInfo failure(InferenceServiceStatus status) {
        return status.modelStatus() == null ? null : status.modelStatus().lastFailureInfo();
    }

    /// The first revision replaces none.
    private static boolean isAnythingReplaced(
            InferenceServiceStatus report, InferenceServiceStatus before) {
        return before.components().entrySet().stream()
                .filter(component -> component.getValue().latestRolledoutRevision() != null)
                .anyMatch(component ->
                        !Rollout.of(component.getValue())
                                .equals(Rollout.of(report.component(component.getKey()))));
    }
}
