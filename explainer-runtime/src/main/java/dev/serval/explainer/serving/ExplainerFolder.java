package dev.serval.explainer.serving;

import dev.serval.explainer.dataset.DataSetReader;
import dev.serval.inference.contract.RuntimeDefaults;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/// Where an explainer's file, data and model file are: the folder of `--storage_uri`, which is a
/// `file:` URI here, else of `--model_dir`. In a cluster the storage initializer has put there what
/// the component's storage URIs name.
@Singleton
final class ExplainerFolder {
    private final Path path;

    ExplainerFolder(
            @ConfigProperty(name = "serval.storage.uri") Optional<String> storageUri,
            @ConfigProperty(name = "serval.model.dir", defaultValue = RuntimeDefaults.MODEL_DIR)
                    String modelDir) {
        this.path = storageUri.map(DataSetReader::path).orElseGet(() -> Path.of(modelDir));
    }

    Path path() {
        return path;
    }
}
