package dev.serval.platform.operator.service;

import dev.serval.platform.api.inference.InferenceService;
import dev.serval.platform.api.status.InferenceServiceStatus;
import dev.serval.platform.api.status.ModelStatus;
import dev.serval.platform.plan.status.Observation;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// When a report that says something new is written. A rollout goes through many stages, most of
/// them in a moment, and each of them would be one more write: so what nobody waits for is written
/// when it has been so for a second, or with the next that somebody waits for. How many pods are
/// ready of a revision that does not serve yet waits five seconds for Knative to take them up.
///
/// What waits is known to this operator alone. Another that takes its place looks at every service
/// and lets it wait anew.
final class Settling {
    private static final Duration QUIET = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofSeconds(5);

    private static final String IN_PROGRESS = "InProgress";

    /// What waits longer is of a service that is gone.
    private static final Duration FORGOTTEN = Duration.ofMinutes(1);

    private final Map<String, Unwritten> unwritten = new ConcurrentHashMap<>();

    /// What is seen of a service and not written yet.
    ///
    /// @param seen what was seen last
    /// @param since when it was seen first
    /// @param began when first anything was seen that is not written
    private record Unwritten(Observation seen, Instant since, Instant began) {
        static Unwritten after(@Nullable Unwritten before, Observation seen, Instant now) {
            if (before == null) {
                return new Unwritten(seen, now, now);
            }
            return before.seen.equals(seen) ? before : new Unwritten(seen, now, before.began);
        }

        Instant due(Duration quiet) {
            Instant settled = since.plus(quiet);
            Instant latest = began.plus(LONGEST);
            return settled.isBefore(latest) ? settled : latest;
        }
    }

    /// How long a report is to wait before it is written: not at all, or as long as is told here
    /// and then asked again; empty where it says nothing new.
    ///
    /// @param report what is to be reported
    /// @param seen what it was made of
    Optional<Duration> delay(
            InferenceService service,
            InferenceServiceStatus report,
            Observation seen,
            Instant now) {
        if (report.equals(service.reported())) {
            settled(service);
            return Optional.empty();
        }
        if (PressingNews.isIn(report, service.reported())) {
            return Optional.of(Duration.ZERO);
        }
        unwritten.values().removeIf(old -> old.since().plus(FORGOTTEN).isBefore(now));
        Unwritten waiting =
                unwritten.compute(key(service), (_, before) -> Unwritten.after(before, seen, now));
        Duration quiet = isOnlyOfCopiesToCome(report, service.reported()) ? LONGEST : QUIET;
        Duration left = Duration.between(now, waiting.due(quiet));
        return Optional.of(left.isPositive() ? left : Duration.ZERO);
    }

    /// Whether nothing but the number of ready pods is new, and of a revision that does not serve
    /// yet.
    private static boolean isOnlyOfCopiesToCome(
            InferenceServiceStatus report, InferenceServiceStatus before) {
        ModelStatus now = report.modelStatus();
        ModelStatus then = before.modelStatus();
        return now != null
                && then != null
                && IN_PROGRESS.equals(now.transitionStatus())
                && IN_PROGRESS.equals(then.transitionStatus())
                && Objects.equals(now.states(), then.states())
                && before.withModelStatus(now).equals(report);
    }

    /// Nothing of a service waits any longer, for all is written.
    void settled(InferenceService service) {
        unwritten.remove(key(service));
    }

    private static String key(InferenceService service) {
        return service.getMetadata().getUid();
    }
}
