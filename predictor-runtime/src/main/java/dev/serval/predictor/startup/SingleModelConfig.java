package dev.serval.predictor.startup;

import dev.serval.inference.contract.RuntimeDefaults;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.util.Optional;

/// A process that is there for one model.
@ConfigMapping(prefix = "serval.model")
interface SingleModelConfig {
    /// What the model is called.
    @WithDefault("model")
    String name();

    /// The directory that holds it; where nothing is said, the one that Kubernetes mounts.
    Optional<Path> dir();

    /// [#dir], or where KServe mounts a model.
    default Path directory() {
        return dir().orElse(Path.of(RuntimeDefaults.MODEL_DIR));
    }
}
