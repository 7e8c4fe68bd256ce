package dev.serval.transformer.startup;

import dev.serval.fetching.arrival.Arrival;
import dev.serval.inference.model.ModelName;
import dev.serval.server.catalog.ServedModel;
import dev.serval.server.ending.FailedStart;
import dev.serval.server.intermediary.IntermediaryCatalog;
import dev.serval.server.intermediary.PredictorHealth;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Optional;

/// The one model of a transformer: its predictor's, behind the pipeline once that is there.
@ApplicationScoped
class TransformerCatalog implements IntermediaryCatalog {
    private final ModelName name;
    private final Arrival<ServedPipeline> pipeline;

    TransformerCatalog(ServedPipeline.Place place, Arrival<ServedPipeline> pipeline) {
        this.name = place.name();
        this.pipeline = pipeline;
    }

    /// What is on this machine and wrong is told when the program starts.
    void begin(@Observes StartupEvent event, FailedStart failed) {
        pipeline.begin(failed);
    }

    void stop(@Observes ShutdownEvent event) {
        pipeline.close();
        health().ifPresent(PredictorHealth::close);
    }

    @Override
    public ModelName name() {
        return name;
    }

    @Override
    public String purpose() {
        return "it transforms for a predictor";
    }

    @Override
    public String coming() {
        return pipeline.obstacle();
    }

    @Override
    public Optional<PredictorHealth> health() {
        return pipeline.find().flatMap(ServedPipeline::health);
    }

    @Override
    public ServedModel model() {
        return pipeline.require(name).model();
    }
}
