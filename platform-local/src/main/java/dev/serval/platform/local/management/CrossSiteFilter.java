package dev.serval.platform.local.management;

import dev.serval.platform.local.management.ManagementFailure.Foreign;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.HostAndPort;
import jakarta.ws.rs.container.ContainerRequestContext;
import java.util.Set;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jspecify.annotations.Nullable;

/// Keeps the pages of other sites out: a browser on this machine reaches the loopback interface for
/// whatever page it shows. A call must name this machine as its host, which a page cannot forge
/// even where its own name leads here, and a page's call must come from the interface's own.
class CrossSiteFilter {
    private static final Set<String> THIS_MACHINE = Set.of("localhost", "127.0.0.1", "[::1]");
    private static final Set<String> OWN_SITE = Set.of("same-origin", "none");

    @ServerRequestFilter(preMatching = true)
    public void filter(ContainerRequestContext call, HttpServerRequest request) {
        HostAndPort authority = request.authority();
        if (authority == null || !THIS_MACHINE.contains(authority.host())) {
            throw new Foreign(
                    "the host is '%s', expected localhost, 127.0.0.1 or [::1]"
                            .formatted(authority));
        }
        refuseOtherPages(
                authority.toString(),
                call.getHeaderString("Origin"),
                call.getHeaderString("Sec-Fetch-Site"));
    }

    private static void refuseOtherPages(
            String host, @Nullable String origin, @Nullable String fetchSite) {
        if (origin != null && !origin.equals("http://" + host)) {
            throw new Foreign(
                    "the call comes from a page of '%s', expected one of 'http://%s'"
                            .formatted(origin, host));
        }
        if (fetchSite != null && !OWN_SITE.contains(fetchSite)) {
            throw new Foreign("the call comes from another site's page (%s)".formatted(fetchSite));
        }
    }
}
