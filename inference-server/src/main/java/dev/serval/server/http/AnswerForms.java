package dev.serval.server.http;

import dev.serval.protocol.cloudevents.CloudEventSettings;
import dev.serval.protocol.cloudevents.CloudEventWriter;
import dev.serval.server.body.BodyConfig;
import dev.serval.server.explainer.Explainers;
import jakarta.inject.Singleton;

/// How calls are answered, as configured for all of them.
@Singleton
class AnswerForms {
    private final long compressFrom;
    private final CloudEventWriter events;
    private final Explainers explainers;

    AnswerForms(BodyConfig body, EventConfig events, Explainers explainers) {
        this.explainers = explainers;
        this.compressFrom = body.compressFrom().asLongValue();
        this.events =
                new CloudEventWriter(
                        CloudEventSettings.of(
                                events.type().orElse(null),
                                events.source().orElse(null),
                                events.merge()));
    }

    /// The bytes from which an answer is compressed.
    long compressFrom() {
        return compressFrom;
    }

    /// Who explains.
    Explainers explainers() {
        return explainers;
    }

    CloudEventWriter events() {
        return events;
    }
}
