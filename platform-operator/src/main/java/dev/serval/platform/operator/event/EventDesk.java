package dev.serval.platform.operator.event;

import dev.serval.platform.api.inference.InferenceService;
import dev.serval.platform.api.status.InferenceServiceStatus;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.EventBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jboss.logging.Logger;

/// Posts what is announced of services as events of Kubernetes. An event that cannot be posted
/// holds nothing up.
@Singleton
public class EventDesk {
    private static final Logger LOG = Logger.getLogger(EventDesk.class);
    private static final String COMPONENT = "serval-operator";

    /// As the API server wants it.
    private static final int LONGEST_MESSAGE = 1024;

    private final KubernetesClient client;

    EventDesk(KubernetesClient client) {
        this.client = client;
    }

    /// Posts what `now` has to announce next to what was reported before.
    public void announce(InferenceService service, InferenceServiceStatus now, Instant time) {
        for (Announcement announcement : Announcements.of(service.reported(), now)) {
            try {
                client.resource(event(service, announcement, time)).create();
            } catch (KubernetesClientException refused) {
                LOG.warnf(
                        "Event %s of %s/%s could not be posted: %s",
                        announcement.reason(),
                        service.getMetadata().getNamespace(),
                        service.getMetadata().getName(),
                        refused.getMessage());
            }
        }
    }

    private static Event event(InferenceService service, Announcement announcement, Instant time) {
        String at = time.truncatedTo(ChronoUnit.SECONDS).toString();
        String message = announcement.message();
        return new EventBuilder()
                .withNewMetadata()
                .withNamespace(service.getMetadata().getNamespace())
                .withGenerateName(service.getMetadata().getName() + ".")
                .endMetadata()
                .withNewInvolvedObject()
                .withApiVersion(service.getApiVersion())
                .withKind(service.getKind())
                .withNamespace(service.getMetadata().getNamespace())
                .withName(service.getMetadata().getName())
                .withUid(service.getMetadata().getUid())
                .endInvolvedObject()
                .withType(announcement.severity().label())
                .withReason(announcement.reason().replaceAll("\\W", ""))
                .withMessage(message.substring(0, Math.min(message.length(), LONGEST_MESSAGE)))
                .withFirstTimestamp(at)
                .withLastTimestamp(at)
                .withCount(1)
                .withNewSource()
                .withComponent(COMPONENT)
                .endSource()
                .build();
    }
}
