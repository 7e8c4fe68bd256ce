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

    /// A second port that answers as the first does, for clients that expect gRPC on its own; none
    /// if it is left out or the same.
    OptionalInt port();
}
