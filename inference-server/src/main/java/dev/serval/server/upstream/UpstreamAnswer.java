package dev.serval.server.upstream;

import dev.serval.server.body.BodyCollector;
import io.vertx.core.MultiMap;
import org.jspecify.annotations.Nullable;

/// What a predictor sent back, whole. Whoever reads it owns the body.
record UpstreamAnswer(int status, MultiMap headers, MultiMap trailers, BodyCollector body) {
    /// A trailer, or the header of an answer that has nothing but headers.
    @Nullable String trailer(String name) {
        String value = trailers.get(name);
        return value == null ? headers.get(name) : value;
    }
}
