package dev.serval.platform.operator.service;

import dev.serval.platform.api.inference.InferenceService;
import dev.serval.platform.api.status.InferenceServiceStatus;
import dev.serval.platform.operator.event.EventDesk;
import dev.serval.platform.operator.report.StatusPatch;
import dev.serval.platform.plan.service.PlanResult;
import dev.serval.platform.plan.status.StatusReporter;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.javaoperatorsdk.operator.api.reconciler.ErrorStatusUpdateControl;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// Reports services: in their status, which is written only where it says something new and that
/// has settled, and in events where something happened.
@Singleton
class ServiceReports {
    /// Malformed, forbidden, and against the rules of whoever looks at it.
    private static final Set<Integer> REFUSALS = Set.of(400, 403, 422);

    private final StatusReporter reporter = new StatusReporter();
    private final Settling settling = new Settling();
    private final EventDesk events;
    private final Clock clock = Clock.systemUTC();

    ServiceReports(EventDesk events) {
        this.events = events;
    }

    UpdateControl<InferenceService> report(
            InferenceService service, PlanResult plan, Applied applied) {
        Instant now = clock.instant();
        InferenceServiceStatus status = reporter.report(service, plan, applied.seen(), now);
        Optional<Duration> delay = settling.delay(service, status, applied.seen(), now);
        UpdateControl<InferenceService> control =
                delay.filter(Duration::isZero).isPresent()
                        ? UpdateControl.patchStatus(patch(service, status, now))
                        : UpdateControl.noUpdate();
        Stream.of(delay.filter(Duration::isPositive), applied.againAfter())
                .flatMap(Optional::stream)
                .min(Comparator.naturalOrder())
                .ifPresent(control::rescheduleAfter);
        return control;
    }

    /// Reports why a plan could not be applied: at once where the API server refused it, and where
    /// it may be over in a moment only when it was tried before.
    ErrorStatusUpdateControl<InferenceService> reportFailure(
            InferenceService service, Exception failure, boolean isTriedAgain) {
        Instant now = clock.instant();
        InferenceServiceStatus status = reporter.failed(service, messageOf(failure), now);
        boolean isSaid = status.equals(service.reported());
        return isSaid || !(isTriedAgain || isRefusal(failure))
                ? ErrorStatusUpdateControl.noStatusUpdate()
                : ErrorStatusUpdateControl.patchStatus(patch(service, status, now));
    }

    /// The API server's own words, where it is what failed.
    private static String messageOf(Exception failure) {
        return failure instanceof KubernetesClientException refused
                        && refused.getStatus() != null
                        && refused.getStatus().getMessage() != null
                ? refused.getStatus().getMessage()
                : String.valueOf(failure.getMessage());
    }

    private static boolean isRefusal(Exception failure) {
        return failure instanceof KubernetesClientException refused
                && REFUSALS.contains(refused.getCode());
    }

    private InferenceService patch(
            InferenceService service, InferenceServiceStatus status, Instant now) {
        settling.settled(service);
        events.announce(service, status, now);
        return StatusPatch.of(service, status, new InferenceService());
    }
}
