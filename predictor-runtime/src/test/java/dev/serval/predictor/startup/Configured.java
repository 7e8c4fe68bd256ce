package dev.serval.predictor.startup;

import dev.serval.fetching.stored.StorageConfig;
import dev.serval.fetching.stored.StoredModel;
import dev.serval.storage.fetch.FetchListener;
import dev.serval.storage.source.StoreAccess;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.nio.file.Path;
import java.util.Map;

/// The configuration that properties make.
final class Configured {
    private Configured() {}

    /// The model that is fetched by what these properties and no environment say.
    static StoredModel storedBy(Map<String, String> properties) {
        SmallRyeConfig config =
                new SmallRyeConfigBuilder()
                        .addDiscoveredConverters()
                        .withMapping(StorageConfig.class)
                        .withSources(new PropertiesConfigSource(properties, "test", 100))
                        .build();
        return new StoredModel(
                config.getConfigMapping(StorageConfig.class),
                new StoreAccess(Map.of()),
                FetchListener.SILENT);
    }

    static PredictorConfig by(Map<String, String> properties) {
        SmallRyeConfig config =
                new SmallRyeConfigBuilder()
                        .withMapping(SingleModelConfig.class)
                        .withMapping(RepositoryConfig.class)
                        .withSources(new PropertiesConfigSource(properties, "test", 100))
                        .build();
        return new PredictorConfig(
                config.getConfigMapping(SingleModelConfig.class),
                config.getConfigMapping(RepositoryConfig.class),
                config.getOptionalValue("serval.transformer.pipeline", Path.class));
    }
}
