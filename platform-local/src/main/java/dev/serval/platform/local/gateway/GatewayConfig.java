package dev.serval.platform.local.gateway;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/// Where and how the gateway listens.
@ConfigMapping(prefix = "serval.local.gateway")
public interface GatewayConfig {
    /// The address it listens on. Beyond the machine only services answer, never the platform's own
    /// interface.
    @WithDefault("127.0.0.1")
    String host();

    /// The port it listens on; 0 for any that is free.
    @WithDefault("8080")
    int port();

    /// How many event loops carry calls; 0 for one a processor.
    @WithDefault("0")
    int eventLoops();

    /// How long accepted calls may take to end when the platform ends.
    @WithDefault("30s")
    Duration drain();
}
