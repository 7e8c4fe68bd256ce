package dev.serval.server.http;

import dev.serval.protocol.cloudevents.CloudEventSettings;
import dev.serval.protocol.cloudevents.CloudEventWriter;
import dev.serval.server.body.BodyConfig;
import jakarta.inject.Singleton;

/// How answers are written, as configured for all calls.
@Singleton
class AnswerForms {
    private final long compressFrom;
    private final CloudEventWriter events;

    AnswerForms(BodyConfig body, EventConfig events) {
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

    CloudEventWriter events() {
        return events;
    }
}
