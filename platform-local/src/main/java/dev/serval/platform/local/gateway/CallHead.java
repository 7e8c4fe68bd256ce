package dev.serval.platform.local.gateway;

import dev.serval.platform.local.routing.Destination;
import dev.serval.platform.local.routing.ServiceRoute;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/// The head of a call as a replica sees it: what the caller sent, less what concerns only its own
/// connection, and the service's name as KServe's routes add it.
///
/// @param uri path and query, without the gateway's prefix
/// @param service the service that is called; null where the platform itself is
/// @param deadline what is left of the time that a gRPC caller set; null where it is as it was
record CallHead(
        HttpServerRequest request,
        String uri,
        @Nullable ServiceRoute service,
        @Nullable Duration deadline) {
    private static final String SERVICE_NAME = "kserve-isvc-name";
    private static final String SERVICE_NAMESPACE = "kserve-isvc-namespace";

    static CallHead of(HttpServerRequest request, Destination.ToRevision way) {
        var service = PlatformRoute.isMeantBy(way) ? null : way.service();
        return new CallHead(request, way.uri(), service, null);
    }

    CallHead withDeadline(Duration left) {
        return new CallHead(request, uri, service, left);
    }

    HttpMethod method() {
        return request.method();
    }

    /// Calls `header` with each name and value.
    void forEachHeader(BiConsumer<String, String> header) {
        var connection = request.getHeader(HttpHeaders.CONNECTION);
        request.headers()
                .forEach((name, value) -> {
                    if (!isReplaced(name) && !HopHeaders.contains(name, connection)) {
                        header.accept(name, value);
                    }
                });
        if (service != null) {
            header.accept(SERVICE_NAME, service.name());
            header.accept(SERVICE_NAMESPACE, service.namespace());
        }
        if (deadline != null) {
            header.accept(GrpcDeadline.HEADER, GrpcDeadline.format(deadline));
        }
    }

    /// Whether the gateway sets this header itself.
    private boolean isReplaced(String name) {
        return switch (name.length()) {
            case 12 -> deadline != null && name.equalsIgnoreCase(GrpcDeadline.HEADER);
            case 16 -> service != null && name.equalsIgnoreCase(SERVICE_NAME);
            case 21 -> service != null && name.equalsIgnoreCase(SERVICE_NAMESPACE);
            default -> false;
        };
    }
}
