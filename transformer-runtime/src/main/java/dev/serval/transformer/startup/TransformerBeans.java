package dev.serval.transformer.startup;

import dev.serval.fetching.arrival.Arrival;
import dev.serval.fetching.stored.StoredModel;
import dev.serval.server.configuration.ConfigurationException;
import dev.serval.steps.pipeline.Pipeline;
import dev.serval.steps.readymade.ReadyMadePipelines;
import dev.serval.storage.source.StorageException;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.util.Optional;

/// The configured pipeline before its predictor, at once where its file is on this machine.
class TransformerBeans {
    private static final ReadyMadePipelines PIPELINES = new ReadyMadePipelines();

    @Produces
    @Singleton
    Arrival<ServedPipeline> pipeline(
            PipelineLocation location, StoredModel stored, ServedPipeline.Place place) {
        try {
            Optional<Path> file = location.find();
            return file.isPresent()
                    ? Arrival.of(place.with(read(file.get())))
                    : Arrival.by(() -> place.with(fetched(location)), stored::progress);
        } catch (ConfigurationException wrong) {
            throw new io.quarkus.runtime.configuration.ConfigurationException(wrong.getMessage());
        }
    }

    private static Pipeline read(Path file) throws ConfigurationException {
        return PIPELINES.read(file);
    }

    private static Pipeline fetched(PipelineLocation location) throws StorageException {
        Path file = location.fetch();
        try {
            return read(file);
        } catch (ConfigurationException wrong) {
            throw new StorageException(
                    "%s: %s".formatted(location.subject(), wrong.getMessage()), wrong);
        }
    }
}
