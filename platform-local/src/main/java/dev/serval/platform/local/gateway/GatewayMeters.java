package dev.serval.platform.local.gateway;

import dev.serval.platform.local.routing.Destination;
import dev.serval.platform.local.routing.RevisionShare;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// The meters of all revisions that calls went to, so that a call looks none up by its labels.
final class GatewayMeters {
    /// @param revision unique within its namespace
    private record Key(String namespace, String revision) {}

    private record Found(@Nullable RevisionShare share, @Nullable RevisionMeters meters) {}

    private static final Found NONE = new Found(null, null);

    private final MeterRegistry registry;
    private final Map<Key, RevisionMeters> revisions = new ConcurrentHashMap<>();

    /// The last that was asked for, which mostly is the next.
    private volatile Found last = NONE;

    GatewayMeters(MeterRegistry registry) {
        this.registry = registry;
    }

    RevisionMeters of(Destination.ToRevision way) {
        var found = last;
        if (found.share() == way.share() && found.meters() != null) {
            return found.meters();
        }
        var key = new Key(way.service().namespace(), way.share().revision());
        var meters = revisions.computeIfAbsent(key, _ -> RevisionMeters.of(way, registry));
        last = new Found(way.share(), meters);
        return meters;
    }
}
