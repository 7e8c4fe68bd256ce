package dev.serval.predictor.engine;

import io.smallrye.config.ConfigMapping;
import java.nio.file.Path;
import java.util.Optional;

/// Where engine plugins are.
@ConfigMapping(prefix = "serval.engines")
public interface EnginesConfig {
    /// The directory with a folder of jars for each engine; `engines` beside the program by
    /// default.
    Optional<Path> dir();
}
