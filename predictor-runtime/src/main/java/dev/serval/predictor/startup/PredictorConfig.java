package dev.serval.predictor.startup;

import dev.serval.inference.contract.RuntimeDefaults;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/// Where the models are. One of a model's directory, a storage URI and a repository of many.
@ConfigMapping(prefix = "serval")
interface PredictorConfig {
    /// A single model.
    Single model();

    /// A directory of many models.
    Repository repository();

    /// Where the single model is fetched from first.
    Storage storage();

    /// A single model.
    interface Single {
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

    /// A directory of many models, and how any directory is watched.
    interface Repository {
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

    /// Where the single model is fetched from first.
    interface Storage {
        /// A URI such as `file:///models/iris`; a path is one too.
        Optional<String> uri();

        /// Where fetched models are written; a folder of the system's temporary ones by default.
        Optional<Path> dir();
    }
}
