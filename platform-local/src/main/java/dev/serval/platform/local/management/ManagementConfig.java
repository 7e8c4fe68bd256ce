package dev.serval.platform.local.management;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.util.Optional;

/// What the platform says of itself.
@ConfigMapping(prefix = "serval.local")
interface ManagementConfig {
    /// The port on which the gateway answers.
    @WithDefault("8080")
    int port();

    /// The folder that holds what was applied.
    Optional<Path> state();
}
