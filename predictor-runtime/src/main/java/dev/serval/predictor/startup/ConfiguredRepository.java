package dev.serval.predictor.startup;

import dev.serval.inference.model.ModelName;
import dev.serval.predictor.repository.FoundModel;
import dev.serval.predictor.repository.ModelRepository;
import dev.serval.storage.source.StorageException;
import java.io.IOException;
import java.util.Optional;
import java.util.SortedMap;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// The repository that the configuration asks for, opened by the first look: fetching a model takes
/// its time, and the port is open meanwhile. What fails is tried again by the next look.
final class ConfiguredRepository implements ModelRepository {
    private final RepositoryChoice choice;
    private final ReentrantLock opening = new ReentrantLock();
    private volatile @Nullable ModelRepository opened;

    ConfiguredRepository(RepositoryChoice choice) {
        this.choice = choice;
    }

    @Override
    public SortedMap<ModelName, FoundModel> look() throws IOException {
        return open().look();
    }

    @Override
    public Optional<FoundModel> look(ModelName name) throws IOException {
        return open().look(name);
    }

    @Override
    public boolean isWhole() {
        return opened != null && choice.isWhole();
    }

    private ModelRepository open() throws IOException {
        ModelRepository known = opened;
        if (known != null) {
            return known;
        }
        opening.lock();
        try {
            ModelRepository other = opened;
            ModelRepository repository = other == null ? choice.open() : other;
            opened = repository;
            return repository;
        } catch (StorageException refused) {
            throw new IOException(refused.getMessage(), refused);
        } finally {
            opening.unlock();
        }
    }
}
