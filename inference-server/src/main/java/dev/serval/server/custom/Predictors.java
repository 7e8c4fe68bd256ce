package dev.serval.server.custom;

import dev.serval.inference.model.ModelName;
import dev.serval.inference.model.ModelVersion;
import dev.serval.inference.tensor.TensorAllocator;
import dev.serval.server.catalog.ServedModel;
import dev.serval.server.intermediary.PredictorHealth;
import dev.serval.server.transformer.TransformedModel;
import dev.serval.server.transformer.Transformer;
import dev.serval.server.upstream.UpstreamConfig;
import dev.serval.server.upstream.UpstreamPredictor;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/// The predictor behind transformers, and whether it is ready where that is asked for.
@Singleton
class Predictors {
    private final Instance<UpstreamPredictor> predictor;
    private final UpstreamConfig config;
    private final TensorAllocator allocator;
    private final List<PredictorHealth> watched = new CopyOnWriteArrayList<>();

    Predictors(
            Instance<UpstreamPredictor> predictor,
            UpstreamConfig config,
            TensorAllocator allocator) {
        this.predictor = predictor;
        this.config = config;
        this.allocator = allocator;
    }

    /// Whether the configuration says where the predictor is.
    boolean areElsewhere() {
        return config.host().isPresent();
    }

    /// A transformer with the predictor behind it.
    ServedModel behind(Transformer transformer, ModelName name, ModelVersion version) {
        TransformedModel model = new TransformedModel(name, version, transformer, predictor.get());
        if (config.healthCheck()) {
            watched.add(new PredictorHealth(predictor.get(), model.predictorModel(), allocator));
        }
        return model;
    }

    /// Why predictors do not answer.
    List<String> obstacles() {
        return watched.stream().map(PredictorHealth::obstacle).flatMap(Optional::stream).toList();
    }

    @PreDestroy
    void close() {
        watched.forEach(PredictorHealth::close);
    }
}
