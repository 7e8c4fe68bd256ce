package dev.serval.predictor.startup;

import io.smallrye.config.ConfigMapping;
import java.nio.file.Path;
import java.util.Optional;

/// Where the single model is fetched from first.
@ConfigMapping(prefix = "serval.storage")
interface StorageConfig {
    /// A URI such as `file:///models/iris`; a path is one too.
    Optional<String> uri();

    /// Where fetched models are written; a folder of the system's temporary ones by default.
    Optional<Path> dir();
}
