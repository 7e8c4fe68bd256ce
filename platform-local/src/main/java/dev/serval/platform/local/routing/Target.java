package dev.serval.platform.local.routing;

import dev.serval.platform.plan.service.ComponentKind;
import java.util.List;
import java.util.function.IntUnaryOperator;
import org.jspecify.annotations.Nullable;

/// What one host or path stands for.
sealed interface Target {
    /// Where a call for it goes.
    ///
    /// @param uri the path and query that the component sees
    Destination choose(String uri, IntUnaryOperator dice);

    /// A service: explanations are its explainer's, all else is for the transformer if there is
    /// one.
    record Whole(
            ServiceRoute service,
            @Nullable WeightedShares entry,
            @Nullable WeightedShares explainer)
            implements Target {
        static Whole of(ServiceRoute service) {
            var transformer = find(service, ComponentKind.TRANSFORMER);
            var entry = transformer == null ? find(service, ComponentKind.PREDICTOR) : transformer;
            return new Whole(service, entry, find(service, ComponentKind.EXPLAINER));
        }

        private static @Nullable WeightedShares find(ServiceRoute service, ComponentKind kind) {
            for (var component : service.components()) {
                if (component.kind() == kind) {
                    return new WeightedShares(component);
                }
            }
            return null;
        }

        @Override
        public Destination choose(String uri, IntUnaryOperator dice) {
            var shares = explainer != null && Explanations.isAskedBy(uri) ? explainer : entry;
            return Target.choose(service, shares, uri, dice);
        }
    }

    /// One component of a service.
    record Component(ServiceRoute service, WeightedShares shares) implements Target {
        @Override
        public Destination choose(String uri, IntUnaryOperator dice) {
            return Target.choose(service, shares, uri, dice);
        }
    }

    /// One revision of a component, whatever its share.
    record Tagged(ServiceRoute service, ComponentRoute component, RevisionShare share)
            implements Target {
        @Override
        public Destination choose(String uri, IntUnaryOperator dice) {
            return new Destination.ToRevision(service, component, share, uri);
        }
    }

    /// More than one service: `a-b-c` may be `a-b` in `c` and `a` in `b-c`.
    record Ambiguous(String host, List<String> services) implements Target {
        public Ambiguous {
            services = List.copyOf(services);
        }

        @Override
        public Destination choose(String uri, IntUnaryOperator dice) {
            return new Destination.Unknown(
                    "host '%s' may mean %s: ask with a dot between name and namespace"
                            .formatted(host, String.join(" or ", services)));
        }
    }

    private static Destination choose(
            ServiceRoute service,
            @Nullable WeightedShares shares,
            String uri,
            IntUnaryOperator dice) {
        if (service.unavailable() != null) {
            return new Destination.Unavailable(
                    "service '%s': %s".formatted(nameOf(service), service.unavailable()));
        }
        if (shares == null) {
            return new Destination.Unavailable(
                    "service '%s' runs no predictor".formatted(nameOf(service)));
        }
        var share = shares.choose(dice);
        if (share == null) {
            return new Destination.Unavailable(
                    "service '%s': no revision of '%s' takes traffic yet"
                            .formatted(nameOf(service), shares.component().workload()));
        }
        return new Destination.ToRevision(service, shares.component(), share, uri);
    }

    private static String nameOf(ServiceRoute service) {
        return service.namespace() + "/" + service.name();
    }
}
