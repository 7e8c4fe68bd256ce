package dev.serval.server.metrics;

import dev.serval.server.failure.Outcome;
import dev.serval.server.inference.WireProtocol;
import io.micrometer.core.instrument.Tags;

/// What the meters of calls are told apart by.
record CallLabels(String model, String version, WireProtocol protocol, Outcome outcome) {
    Tags tags() {
        return modelTags().and("protocol", protocol.label());
    }

    Tags modelTags() {
        return Tags.of("model", model, "version", version);
    }
}
