package dev.serval.server.grpc;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.OptionalInt;

/// gRPC beside REST.
@ConfigMapping(prefix = "serval.grpc")
public interface GrpcConfig {
    /// Whether gRPC is answered.
    @WithDefault("true")
    boolean enabled();

    /// Whether `ModelInfer` may be answered from HTTP/2's frames, before Vert.x and Quarkus see a
    /// request. It is not with tracing, with an access log, with Quarkus's metrics of HTTP and in
    /// dev mode; turn it off where a filter of your own has to see each call.
    @WithDefault("true")
    boolean frameLane();

    /// Whether the reflection service tells which services and messages there are, as grpcurl and
    /// its like ask.
    @WithDefault("true")
    boolean reflection();

    /// A second port that answers as the first does, for clients that expect gRPC on its own; none
    /// if it is left out or the same.
    OptionalInt port();
}
