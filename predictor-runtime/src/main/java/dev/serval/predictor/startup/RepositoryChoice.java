package dev.serval.predictor.startup;

import dev.serval.fetching.stored.StoredModel;
import dev.serval.inference.model.ModelName;
import dev.serval.predictor.engine.InstalledEngines;
import dev.serval.predictor.repository.ModelRepository;
import dev.serval.predictor.repository.SingleModelRepository;
import dev.serval.predictor.repository.VersionedRepository;
import dev.serval.storage.source.StorageException;
import java.nio.file.Path;

/// Which repository the configuration asks for.
final class RepositoryChoice {
    private final PredictorConfig config;
    private final StoredModel stored;
    private final InstalledEngines engines;

    RepositoryChoice(PredictorConfig config, StoredModel stored, InstalledEngines engines) {
        this.config = config;
        this.stored = stored;
        this.engines = engines;
    }

    /// Whether the process is there for one model.
    boolean isSingle() {
        return config.repository().dir().isEmpty();
    }

    /// Whether the repository is a model that was fetched, all of whose files appear at once.
    boolean isWhole() {
        return stored.isFetched();
    }

    /// The repository, its model fetched if need be.
    ///
    /// @throws StorageException if the model cannot be fetched, or the configuration asks for two
    ///   repositories
    ModelRepository open() throws StorageException {
        requireOne();
        if (config.repository().dir().isPresent()) {
            return new VersionedRepository(repository().toAbsolutePath());
        }
        Path directory = directory().toAbsolutePath().normalize();
        ModelName name = new ModelName(config.model().name());
        Path pipeline = config.pipeline().map(stored::find).orElse(null);
        return new SingleModelRepository(name, directory, engines::serve, pipeline);
    }

    private void requireOne() throws StorageException {
        if (config.repository().dir().isEmpty()) {
            return;
        }
        if (config.pipeline().isPresent()) {
            throw new StorageException(
                    "--pipeline is given beside --repository, expected 'pipeline: %s' in the model.yaml of the model that it is for"
                            .formatted(config.pipeline().get()));
        }
        boolean isOneAsked = stored.isAsked() && !stored.arePlaced();
        if (config.model().dir().isPresent() || isOneAsked) {
            throw new StorageException(
                    "--repository is given beside --model_dir or --storage_uri, expected one of"
                            + " them");
        }
    }

    private Path directory() throws StorageException {
        Path directory = config.model().directory();
        return stored.isAsked() ? stored.fetch(directory) : directory;
    }

    /// Several models may be fetched to where the repository is.
    private Path repository() throws StorageException {
        Path directory = config.repository().dir().orElseThrow();
        return stored.arePlaced() ? stored.fetch(directory) : directory;
    }
}
