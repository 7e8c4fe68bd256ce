package dev.serval.transformer.startup;

import dev.serval.fetching.stored.StoredModel;
import dev.serval.inference.contract.RuntimeDefaults;
import dev.serval.server.configuration.ConfigurationException;
import dev.serval.storage.source.StorageException;
import dev.serval.storage.source.StorageUri;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/// Where the pipeline is: in the file that the configuration names, or else in the folder that
/// stands for a model, where KServe brings what a service's storage URI names, or else in what is
/// fetched from that URI, of which the named file may be one.
@Singleton
class PipelineLocation {
    static final String FILE = "transformer.yaml";

    /// How many names a refusal tells.
    private static final int TOLD = 5;

    private final TransformerConfig config;
    private final Optional<Path> modelDir;
    private final Optional<String> storageUri;
    private final StoredModel stored;

    PipelineLocation(
            TransformerConfig config,
            @ConfigProperty(name = "serval.model.dir") Optional<Path> modelDir,
            @ConfigProperty(name = "serval.storage.uri") Optional<String> storageUri,
            StoredModel stored) {
        this.config = config;
        this.modelDir = modelDir;
        this.storageUri = storageUri;
        this.stored = stored;
    }

    /// The file, if it is to be on this machine already; empty if it is to be fetched.
    ///
    /// @throws ConfigurationException if nothing names a pipeline, saying what could
    Optional<Path> find() throws ConfigurationException {
        if (stored.arePlaced()) {
            return Optional.empty();
        }
        if (config.pipeline().isPresent()) {
            return config.pipeline().filter(file -> Files.exists(file) || !stored.brings(file));
        }
        Path usual = folder().resolve(FILE);
        if (Files.exists(usual) || modelDir.isPresent() && !stored.isAsked()) {
            return Optional.of(usual);
        }
        if (!stored.isAsked()) {
            throw new ConfigurationException(
                    "no pipeline is named, expected --pipeline FILE, --storage_uri URI, or --model_dir with a folder that holds %s"
                            .formatted(FILE));
        }
        return Optional.empty();
    }

    private Path folder() {
        return modelDir.orElse(Path.of(RuntimeDefaults.MODEL_DIR));
    }

    /// Fetches what the storage URI names, which takes its time.
    ///
    /// @return the file in it
    /// @throws StorageException if it cannot be fetched, or holds no pipeline
    Path fetch() throws StorageException {
        Path fetched = stored.fetch(folder());
        if (config.pipeline().isPresent()) {
            return stored.find(config.pipeline().get());
        }
        try {
            return fileIn(fetched);
        } catch (IOException unreadable) {
            throw new StorageException(
                    "%s: %s cannot be read: %s".formatted(subject(), fetched, unreadable),
                    unreadable);
        }
    }

    /// The usual file, or the only one. Where a URI names a file of this machine, its neighbours,
    /// which its steps may read, are where it is.
    private Path fileIn(Path folder) throws IOException, StorageException {
        List<Path> files = Files.isDirectory(folder) ? files(folder) : List.of();
        Path usual = folder.resolve(FILE);
        if (files.size() == 1 && Files.isRegularFile(files.getFirst())) {
            return stored.isFetched() ? files.getFirst() : files.getFirst().toRealPath();
        }
        if (Files.exists(usual)) {
            return usual;
        }
        throw new StorageException(
                "%s has %s, expected %s"
                        .formatted(
                                subject(),
                                files.isEmpty()
                                        ? "no file there"
                                        : files.stream().map(Path::getFileName).toList(),
                                FILE));
    }

    /// The first files, without hidden ones such as the mark of a folder that was fetched.
    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> !file.getFileName().toString().startsWith("."))
                    .sorted()
                    .limit(TOLD)
                    .toList();
        }
    }

    /// What the files come from, as messages call it.
    String subject() {
        return storageUri
                .map(StorageUri::shown)
                .map("storage URI '%s'"::formatted)
                .orElse("serval.storage.uris");
    }
}
