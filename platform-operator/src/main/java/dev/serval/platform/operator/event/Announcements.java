package dev.serval.platform.operator.event;

import dev.serval.platform.api.status.Condition;
import dev.serval.platform.api.status.FailureInfo;
import dev.serval.platform.api.status.InferenceServiceStatus;
import dev.serval.platform.api.status.ModelStatus;
import dev.serval.platform.operator.event.Announcement.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What a new report of a service has to announce, next to the one before.
final class Announcements {
    private static final String READY = "Ready";
    private static final String FALSE = "False";

    /// Reasons that have been announced under a name of their own, or are no failure.
    private static final Set<String> SAID_OTHERWISE = Set.of("Stopped");

    private Announcements() {}

    static List<Announcement> of(InferenceServiceStatus before, InferenceServiceStatus now) {
        List<Announcement> announced = new ArrayList<>();
        if (now.isReady() && !before.isReady()) {
            announced.add(
                    new Announcement(
                            Severity.NORMAL, "InferenceServiceReady", "The service is ready"));
        }
        if (before.isReady() && !now.isReady()) {
            announced.add(
                    new Announcement(
                            Severity.WARNING,
                            "InferenceServiceNotReady",
                            "The service is no longer ready: " + notReady(now)));
        }
        addFailure(announced, find(before, READY), find(now, READY));
        addModelFailure(announced, failure(before), failure(now));
        return announced;
    }

    private static void addFailure(
            List<Announcement> announced, @Nullable Condition before, @Nullable Condition now) {
        if (now == null || !FALSE.equals(now.status()) || now.reason() == null) {
            return;
        }
        boolean isNew =
                before == null
                        || !now.reason().equals(before.reason())
                        || !Objects.equals(now.message(), before.message());
        if (isNew && !SAID_OTHERWISE.contains(now.reason())) {
            announced.add(
                    new Announcement(
                            Severity.WARNING,
                            now.reason(),
                            Objects.requireNonNullElse(now.message(), now.reason())));
        }
    }

    private static void addModelFailure(
            List<Announcement> announced, @Nullable FailureInfo before, @Nullable FailureInfo now) {
        if (now == null || now.location() == null || now.message() == null) {
            return;
        }
        boolean isNew =
                before == null
                        || !now.location().equals(before.location())
                        || !now.message().equals(before.message());
        if (isNew) {
            announced.add(
                    new Announcement(
                            Severity.WARNING,
                            Objects.requireNonNullElse(now.reason(), "ModelLoadFailed"),
                            "Pod %s: %s".formatted(now.location(), now.message())));
        }
    }

    private static String notReady(InferenceServiceStatus status) {
        return status.conditions().stream()
                .filter(condition -> condition.severity() == null)
                .filter(condition -> !"True".equals(condition.status()))
                .filter(condition -> !READY.equals(condition.type()))
                .filter(condition -> !"Stopped".equals(condition.type()))
                .map(condition ->
                        condition.message() == null
                                ? condition.type()
                                : condition.type() + " (" + condition.message() + ")")
                .collect(Collectors.joining(", "));
    }

    private static @Nullable FailureInfo failure(InferenceServiceStatus status) {
        ModelStatus model = status.modelStatus();
        return model == null ? null : model.lastFailureInfo();
    }

    private static @Nullable Condition find(InferenceServiceStatus status, String type) {
        return status.conditions().stream()
                .filter(condition -> type.equals(condition.type()))
                .findFirst()
                .orElse(null);
    }
}
