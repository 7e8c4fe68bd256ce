package dev.serval.transformer.startup;

import io.smallrye.config.ConfigMapping;
import java.nio.file.Path;
import java.util.Optional;

/// The transformer that this process is.
@ConfigMapping(prefix = "serval.transformer")
interface TransformerConfig {
    /// The file with its steps, before and after the predictor; by default `transformer.yaml` in
    /// the folder that `serval.model.dir` names, or in what `serval.storage.uri` does.
    Optional<Path> pipeline();
}
