package dev.serval.transformer.startup;

import dev.serval.fetching.arrival.Arrival;
import dev.serval.inference.failure.UnknownModel;
import dev.serval.inference.failure.Unsupported;
import dev.serval.inference.model.ModelName;
import dev.serval.inference.model.ModelVersion;
import dev.serval.server.catalog.ModelCatalog;
import dev.serval.server.catalog.ModelControl;
import dev.serval.server.catalog.ModelState;
import dev.serval.server.catalog.ModelStatus;
import dev.serval.server.catalog.ServedModel;
import dev.serval.server.ending.FailedStart;
import dev.serval.server.upstream.PredictorHealth;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The one model of a transformer: its predictor's, behind the pipeline once that is there.
@ApplicationScoped
class TransformerCatalog implements ModelCatalog, ModelControl {
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
        pipeline.find().flatMap(ServedPipeline::health).ifPresent(PredictorHealth::close);
    }

    @Override
    public ServedModel require(ModelName model, @Nullable ModelVersion version) {
        requireKnown(model);
        if (version != null && !version.equals(ServedPipeline.VERSION)) {
            throw new UnknownModel(model.value(), version.toString());
        }
        return pipeline.require(name).model();
    }

    @Override
    public List<ModelStatus> statuses() {
        String obstacle = pipeline.obstacle();
        return List.of(
                new ModelStatus(
                        name,
                        ServedPipeline.VERSION,
                        obstacle.isEmpty() ? ModelState.READY : ModelState.LOADING,
                        obstacle));
    }

    @Override
    public List<ModelStatus> statuses(ModelName model) {
        requireKnown(model);
        return statuses();
    }

    @Override
    public boolean isReady() {
        return obstacles().isEmpty();
    }

    @Override
    public List<String> obstacles() {
        Optional<ServedPipeline> served = pipeline.find();
        return served.isEmpty()
                ? List.of(pipeline.obstacle())
                : served.get().health().flatMap(PredictorHealth::obstacle).stream().toList();
    }

    @Override
    public void load(ModelName model) {
        requireKnown(model);
        throw noRepository();
    }

    @Override
    public void unload(ModelName model) {
        requireKnown(model);
        throw noRepository();
    }

    private void requireKnown(ModelName model) {
        if (!model.equals(name)) {
            throw new UnknownModel(model.value());
        }
    }

    private static Unsupported noRepository() {
        return new Unsupported(
                "this server has no model repository: it transforms for a predictor");
    }
}
