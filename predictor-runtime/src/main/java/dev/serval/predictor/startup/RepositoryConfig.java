package dev.serval.predictor.startup;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/// A directory of many models, and how models are watched and loaded.
@ConfigMapping(prefix = "serval.repository")
interface RepositoryConfig {
    /// The directory, with a folder for each model and in it one for each version.
    Optional<Path> dir();

    /// How often it is looked at for changes, in seconds; 0 for never.
    @WithDefault("0")
    int pollSeconds();

    /// How long no file of a model may have changed before it is loaded.
    @WithDefault("PT1S")
    Duration settle();

    /// How many models are loaded at once.
    @WithDefault("2")
    int loaders();
}
