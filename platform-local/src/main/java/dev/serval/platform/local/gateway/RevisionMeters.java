package dev.serval.platform.local.gateway;

import dev.serval.platform.local.routing.Destination;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/// What is counted of the calls to one revision.
///
/// @param calls how long calls took, by how they ended
/// @param waiting how long calls waited for a place, those that waited
/// @param retries calls that were sent again
record RevisionMeters(Map<Outcome, Timer> calls, Timer waiting, Counter retries) {
    /// How a call ended, as the caller sees it.
    enum Outcome {
        SUCCESS,
        /// The caller was told that its call is at fault.
        REJECTED,
        FAILED,
        /// The caller went away.
        CANCELLED;

        private static final int CLIENT_ERROR = 400;
        private static final int SERVER_ERROR = 500;

        static Outcome ofStatus(int status) {
            if (status < CLIENT_ERROR) {
                return SUCCESS;
            }
            return status < SERVER_ERROR ? REJECTED : FAILED;
        }

        /// The outcome of a gRPC call by its status.
        static Outcome ofGrpc(String status) {
            return switch (status) {
                case "0" -> SUCCESS;
                case "1" -> CANCELLED;
                case "3", "5", "6", "7", "8", "9", "11", "16" -> REJECTED;
                default -> FAILED;
            };
        }
    }

    static RevisionMeters of(Destination.ToRevision way, MeterRegistry registry) {
        var tags =
                Tags.of(
                        "namespace", way.service().namespace(),
                        "service", way.service().name(),
                        "revision", way.share().revision());
        var calls = new EnumMap<Outcome, Timer>(Outcome.class);
        for (var outcome : Outcome.values()) {
            calls.put(
                    outcome,
                    Timer.builder("serval.gateway.request")
                            .description("From a call's head in to its end, by its outcome.")
                            .tags(tags.and("outcome", outcome.name().toLowerCase(Locale.ROOT)))
                            .register(registry));
        }
        return new RevisionMeters(
                calls,
                Timer.builder("serval.gateway.wait")
                        .description("How long calls waited for a replica, those that did.")
                        .tags(tags)
                        .register(registry),
                Counter.builder("serval.gateway.retries")
                        .description("Calls that were sent to a replica again.")
                        .tags(tags)
                        .register(registry));
    }

    void ended(Outcome outcome, long nanos) {
        Objects.requireNonNull(calls.get(outcome)).record(nanos, TimeUnit.NANOSECONDS);
    }

    void waited(long nanos) {
        waiting.record(nanos, TimeUnit.NANOSECONDS);
    }

    void retried() {
        retries.increment();
    }
}
