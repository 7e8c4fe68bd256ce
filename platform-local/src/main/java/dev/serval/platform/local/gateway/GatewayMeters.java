package dev.serval.platform.local.gateway;

import dev.serval.platform.local.routing.Destination;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// The meters of all revisions that calls went to, so that a call looks none up by its labels.
final class GatewayMeters {
    /// @param revision unique within its namespace
    private record Key(String namespace, String revision) {}

    private final MeterRegistry registry;
    private final Map<Key, RevisionMeters> revisions = new ConcurrentHashMap<>();

    GatewayMeters(MeterRegistry registry) {
        this.registry = registry;
    }

    RevisionMeters of(Destination.ToRevision way) {
        var key = new Key(way.service().namespace(), way.share().revision());
        var known = revisions.get(key);
        return known == null
                ? revisions.computeIfAbsent(key, _ -> RevisionMeters.of(way, registry))
                : known;
    }
}
