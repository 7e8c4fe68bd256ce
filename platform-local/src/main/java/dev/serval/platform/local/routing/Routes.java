package dev.serval.platform.local.routing;

import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.Locale;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.IntUnaryOperator;
import org.jspecify.annotations.Nullable;

/// The routes that are in force, and the way of a call by them.
///
/// A service is named by its host, `<name>.<namespace>.<any domain>` or `<name>-<namespace>.<any
/// domain>`, or by its path, `/serving/<namespace>/<name>/…`, which is taken off. In both, a
/// component's or a tag's name may stand for the service's.
@Singleton
public final class Routes implements RouteTable {
    private static final String PATH_PREFIX = "/serving/";
    private static final String OWN_DOMAIN = ".localhost";
    private static final Destination PLATFORM = new Destination.ToPlatform();

    private final IntUnaryOperator dice;
    private volatile RouteSnapshot snapshot = RouteSnapshot.NONE;

    Routes() {
        this(bound -> ThreadLocalRandom.current().nextInt(bound));
    }

    /// @param dice a random number below the one it is given
    public Routes(IntUnaryOperator dice) {
        this.dice = dice;
    }

    @Override
    public void publish(Collection<ServiceRoute> services) {
        snapshot = new RouteSnapshot(services);
    }

    /// Where a call goes.
    ///
    /// @param authority the host that it names, with or without a port; null if it names none
    /// @param uri its path and query
    public Destination find(@Nullable String authority, String uri) {
        if (uri.startsWith(PATH_PREFIX)) {
            return byPath(uri);
        }
        return authority == null ? PLATFORM : byHost(hostOf(authority), uri);
    }

    private Destination byHost(String host, String uri) {
        var routes = snapshot;
        int name = host.indexOf('.');
        if (name <= 0) {
            return PLATFORM;
        }
        int namespace = host.indexOf('.', name + 1);
        var target = routes.find(namespace < 0 ? host : host.substring(0, namespace));
        if (target == null) {
            target = routes.find(host.substring(0, name));
        }
        if (target != null) {
            return target.choose(uri, dice);
        }
        return host.endsWith(OWN_DOMAIN)
                ? new Destination.Unknown("no service answers at host '%s'".formatted(host))
                : PLATFORM;
    }

    private Destination byPath(String uri) {
        int namespaceEnd = uri.indexOf('/', PATH_PREFIX.length());
        if (namespaceEnd < 0) {
            return new Destination.Unknown(
                    "path '%s' names no service, expected /serving/<namespace>/<name>/…"
                            .formatted(uri));
        }
        int nameEnd = endOfSegment(uri, namespaceEnd + 1);
        var namespace = uri.substring(PATH_PREFIX.length(), namespaceEnd);
        var name = uri.substring(namespaceEnd + 1, nameEnd);
        var target = snapshot.find(name + "." + namespace);
        if (target == null) {
            return new Destination.Unknown(
                    "there is no service '%s' in namespace '%s'".formatted(name, namespace));
        }
        var rest = uri.substring(nameEnd);
        return target.choose(rest.startsWith("/") ? rest : "/" + rest, dice);
    }

    private static int endOfSegment(String uri, int start) {
        for (int i = start; i < uri.length(); i++) {
            if (uri.charAt(i) == '/' || uri.charAt(i) == '?') {
                return i;
            }
        }
        return uri.length();
    }

    /// The host without its port, in lower case.
    private static String hostOf(String authority) {
        int colon = authority.lastIndexOf(':');
        boolean hasPort = colon > authority.lastIndexOf(']');
        return (hasPort ? authority.substring(0, colon) : authority).toLowerCase(Locale.ROOT);
    }
}
