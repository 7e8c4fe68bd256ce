package dev.serval.fetching.stored;

import dev.serval.storage.source.StoreAccess;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/// Makes the fetched model a bean.
class StorageBeans {
    @Produces
    @Singleton
    StoredModel storedModel(StorageConfig config, FetchMeters meters) {
        return new StoredModel(config, new StoreAccess(System.getenv()), meters);
    }

    void letGo(@Disposes StoredModel model) {
        model.close();
    }
}
