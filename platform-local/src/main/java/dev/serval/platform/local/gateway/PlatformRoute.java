package dev.serval.platform.local.gateway;

import dev.serval.platform.local.capacity.Admission;
import dev.serval.platform.local.capacity.Place;
import dev.serval.platform.local.capacity.PlaceRequest;
import dev.serval.platform.local.capacity.ReplicaAddress;
import dev.serval.platform.local.routing.ComponentRoute;
import dev.serval.platform.local.routing.Destination;
import dev.serval.platform.local.routing.RevisionShare;
import dev.serval.platform.local.routing.ServiceRoute;
import dev.serval.platform.plan.service.ComponentKind;
import java.time.Duration;
import java.util.List;

/// The way to the platform itself, which always has a place and never a deadline: watches last.
final class PlatformRoute {
    private static final String NAME = "serval";
    private static final ServiceRoute SERVICE = new ServiceRoute("", NAME, List.of(), null);
    private static final Duration EVER = Duration.ofDays(365);

    private final ComponentRoute component;
    private final RevisionShare share;

    /// @param port where the platform's own server listens on the loopback interface
    PlatformRoute(int port) {
        share = new RevisionShare(NAME, 100, null, new AlwaysOpen(new ReplicaAddress(NAME, port)));
        component = new ComponentRoute(ComponentKind.PREDICTOR, NAME, List.of(share), EVER);
    }

    Destination.ToRevision to(String uri) {
        return new Destination.ToRevision(SERVICE, component, share, uri);
    }

    static boolean isMeantBy(Destination.ToRevision way) {
        return way.service() == SERVICE;
    }

    /// Places without number.
    private record AlwaysOpen(ReplicaAddress replica) implements Admission, Place {
        @Override
        public Place find() {
            return this;
        }

        @Override
        public Cancellation await(Duration patience, PlaceRequest request) {
            request.granted(this);
            return () -> {};
        }

        @Override
        public void release() {}

        @Override
        public void releaseUnreachable() {}
    }
}
