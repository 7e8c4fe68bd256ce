package dev.serval.explainer.serving;

import dev.serval.fetching.stored.StoredModel;
import dev.serval.inference.contract.RuntimeDefaults;
import dev.serval.storage.source.StorageException;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/// Where an explainer's file, data and model file are: in what is fetched from `--storage_uri`,
/// else in the folder of `--model_dir`, which is where a cluster brings what the component's
/// storage URIs name.
@Singleton
final class ExplainerFolder {
    private final StoredModel stored;
    private final Path modelDir;
    private final Optional<String> storageUri;

    ExplainerFolder(
            StoredModel stored,
            @ConfigProperty(name = "serval.model.dir", defaultValue = RuntimeDefaults.MODEL_DIR)
                    String modelDir,
            @ConfigProperty(name = "serval.storage.uri") Optional<String> storageUri) {
        this.stored = stored;
        this.modelDir = Path.of(modelDir);
        this.storageUri = storageUri;
    }

    /// The folder, if it is to be on this machine already; empty if it is to be fetched.
    Optional<Path> find() {
        return stored.isAsked() ? Optional.empty() : Optional.of(modelDir);
    }

    /// Fetches what the storage URI names, which takes its time.
    Path fetch() throws StorageException {
        return stored.fetch(modelDir);
    }

    /// How far it has come, as a sentence; empty if there is nothing to say.
    String progress() {
        return stored.progress();
    }

    /// What the files come from, as messages call it.
    String subject() {
        return storageUri.map("storage URI '%s'"::formatted).orElse("serval.storage.uris");
    }
}
