package dev.serval.platform.local.startup;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;

/// What the platform was started with.
@ConfigMapping(prefix = "serval.local")
interface StartConfig {
    /// The port on which the gateway answers.
    @WithDefault("8080")
    int port();

    /// The folder that holds what was applied.
    @WithDefault("${user.home}/.local/state/serval")
    Path state();
}
