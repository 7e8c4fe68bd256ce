package dev.serval.platform.local.routing;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The routes at one time, by name: `iris.default` and `iris-default` for a service,
/// `iris-predictor.default` for a component, `prev-iris-predictor.default` for a tag. A service's
/// name goes before a component's, and that before a tag's.
final class RouteSnapshot {
    static final RouteSnapshot NONE = new RouteSnapshot(List.of());

    private final Map<String, Target> targets = new HashMap<>();

    RouteSnapshot(Collection<ServiceRoute> services) {
        for (var service : services) {
            add(service.name(), service, Target.Whole.of(service));
        }
        for (var service : services) {
            for (var component : service.components()) {
                var target = new Target.Component(service, new WeightedShares(component));
                add(component.workload(), service, target);
            }
        }
        for (var service : services) {
            for (var component : service.components()) {
                addTags(service, component);
            }
        }
    }

    private void addTags(ServiceRoute service, ComponentRoute component) {
        for (var share : component.shares()) {
            if (share.tag() != null) {
                var target = new Target.Tagged(service, component, share);
                add(share.tag() + "-" + component.workload(), service, target);
            }
        }
    }

    private void add(String name, ServiceRoute service, Target target) {
        targets.putIfAbsent(name + "." + service.namespace(), target);
        targets.merge(
                name + "-" + service.namespace(),
                target,
                (first, second) -> both(name + "-" + service.namespace(), first, second));
    }

    /// Two services under one name are ambiguous; a service goes before another's component.
    private static Target both(String host, Target first, Target second) {
        if (first.getClass() != second.getClass()
                && !(first instanceof Target.Ambiguous && second instanceof Target.Whole)) {
            return first;
        }
        var names = new ArrayList<>(namesOf(first));
        names.addAll(namesOf(second));
        return new Target.Ambiguous(host, names);
    }

    private static List<String> namesOf(Target target) {
        return switch (target) {
            case Target.Whole whole -> List.of(nameOf(whole.service()));
            case Target.Component component -> List.of(nameOf(component.service()));
            case Target.Tagged tagged -> List.of(nameOf(tagged.service()));
            case Target.Ambiguous ambiguous -> ambiguous.services();
        };
    }

    private static String nameOf(ServiceRoute service) {
        return "'" + service.name() + "' in '" + service.namespace() + "'";
    }

    /// What `name` stands for, `iris.default` or `iris-default`; null if it stands for nothing.
    @Nullable Target find(String name) {
        return targets.get(name);
    }
}
