package dev.serval.explainer.serving;

import dev.serval.fetching.stored.StoredModel;
import dev.serval.inference.contract.RuntimeDefaults;
import dev.serval.storage.source.StorageException;
import dev.serval.storage.source.StorageUri;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/// Where an explainer's file, data and model file are: in what is fetched from `--storage_uri`,
/// else in the folder of `--model_dir`, where a cluster mounts volumes and KServe brings what the
/// component's storage URIs name; data and a model file also in stores of their own.
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

    /// Where a path of a pod is that has the folder mounted: in what was fetched.
    Path find(Path path) {
        return stored.find(path);
    }

    /// Fetches what is named by URIs of its own, one after the other.
    ///
    /// @return for each URI the file, or the folder, that it names
    Map<String, SetupPlace> fetch(List<String> uris) throws StorageException {
        Map<String, SetupPlace> fetched = new HashMap<>();
        for (String uri : uris) {
            String shown = StorageUri.shown(uri);
            fetched.put(uri, new SetupPlace(shown, wholeOf(shown, stored.fetchBeside(uri))));
        }
        return fetched;
    }

    /// The only file of a folder, without hidden ones such as the mark of what was fetched; or else
    /// the folder.
    private static Path wholeOf(String uri, Path folder) throws StorageException {
        try (Stream<Path> entries = Files.list(folder)) {
            List<Path> files =
                    entries.filter(file -> !file.getFileName().toString().startsWith("."))
                            .limit(2)
                            .toList();
            return files.size() == 1 ? files.getFirst() : folder;
        } catch (IOException unreadable) {
            throw new StorageException(
                    "storage URI '%s': %s cannot be read: %s".formatted(uri, folder, unreadable),
                    unreadable);
        }
    }

    /// How far it has come, as a sentence; empty if there is nothing to say.
    String progress() {
        return stored.progress();
    }

    /// What the files come from, as messages call it.
    String subject() {
        return storageUri
                .map(StorageUri::shown)
                .map("storage URI '%s'"::formatted)
                .orElse("serval.storage.uris");
    }
}
