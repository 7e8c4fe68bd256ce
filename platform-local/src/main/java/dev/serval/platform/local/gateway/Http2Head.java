package dev.serval.platform.local.gateway;

import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.Http2Headers;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpVersion;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// The head of a call as HTTP/2 has it, whichever version the caller speaks.
final class Http2Head {
    private static final String HOST = "host";
    private static final String SCHEME = "http";
    private static final String TRAILERS = "trailers";

    private Http2Head() {}

    static Http2Headers of(CallHead head) {
        var headers = new DefaultHttp2Headers(false);
        headers.method(head.method().name());
        headers.scheme(SCHEME);
        headers.path(head.uri());
        var authority = authority(head);
        if (authority != null) {
            headers.authority(authority);
        }
        head.forEachHeader((name, value) -> {
            var lower = name.toLowerCase(Locale.ROOT);
            if (!lower.equals(HOST)) {
                headers.add(lower, value);
            }
        });
        if (TRAILERS.equals(head.request().getHeader("te"))) {
            headers.add("te", TRAILERS);
        }
        return headers;
    }

    private static @Nullable String authority(CallHead head) {
        if (head.request().version() != HttpVersion.HTTP_2) {
            return head.request().getHeader(HttpHeaders.HOST);
        }
        var authority = head.request().authority();
        return authority == null ? null : authority.toString();
    }
}
