package dev.serval.transformer.startup;

import dev.serval.server.configuration.ConfigurationException;
import dev.serval.server.transformer.Transformer;
import dev.serval.transformer.pipeline.PipelineFile;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/// The configured pipeline as the transformer that is served.
class TransformerBeans {
    @Produces
    @Singleton
    Transformer transformer(PipelineLocation location) {
        try {
            return PipelineFile.read(location.require(), ReadyMadeSteps.ALL);
        } catch (ConfigurationException wrong) {
            throw new io.quarkus.runtime.configuration.ConfigurationException(wrong.getMessage());
        }
    }
}
