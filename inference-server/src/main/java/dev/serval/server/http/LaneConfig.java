package dev.serval.server.http;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/// How calls over HTTP/1.1 are taken.
@ConfigMapping(prefix = "serval.http")
interface LaneConfig {
    /// Whether inference over HTTP/1.1 may be answered from the connection's messages, before
    /// Vert.x and Quarkus see a request. It is not with tracing, with an access log, with Quarkus's
    /// metrics of HTTP and in dev mode; turn it off where a filter of your own has to see each
    /// call.
    @WithDefault("true")
    boolean messageLane();
}
