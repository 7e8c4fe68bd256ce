package dev.serval.transformer.startup;

import io.smallrye.config.ConfigMapping;
import java.nio.file.Path;
import java.util.Optional;

/// The transformer that this process is.
@ConfigMapping(prefix = "serval.transformer")
interface TransformerConfig {
    /// The file with its steps, before and after the predictor; by default `transformer.yaml` in
    /// the folder that `serval.model.dir` or a `file://` URI in `serval.storage.uri` names.
    Optional<Path> pipeline();
}
