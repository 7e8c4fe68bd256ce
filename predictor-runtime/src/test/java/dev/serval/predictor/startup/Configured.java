package dev.serval.predictor.startup;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.Map;

/// The configuration that properties make.
final class Configured {
    private Configured() {}

    static PredictorConfig by(Map<String, String> properties) {
        SmallRyeConfig config =
                new SmallRyeConfigBuilder()
                        .withMapping(SingleModelConfig.class)
                        .withMapping(RepositoryConfig.class)
                        .withMapping(StorageConfig.class)
                        .withSources(new PropertiesConfigSource(properties, "test", 100))
                        .build();
        return new PredictorConfig(
                config.getConfigMapping(SingleModelConfig.class),
                config.getConfigMapping(RepositoryConfig.class),
                config.getConfigMapping(StorageConfig.class));
    }
}
