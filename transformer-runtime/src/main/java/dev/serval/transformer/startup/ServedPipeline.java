package dev.serval.transformer.startup;

import dev.serval.inference.model.ModelName;
import dev.serval.inference.tensor.TensorAllocator;
import dev.serval.server.intermediary.IntermediaryCatalog;
import dev.serval.server.intermediary.PredictorHealth;
import dev.serval.server.transformer.TransformedModel;
import dev.serval.server.transformer.Transformer;
import dev.serval.server.upstream.UpstreamConfig;
import dev.serval.server.upstream.UpstreamPredictor;
import jakarta.inject.Singleton;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/// A pipeline before its predictor, as it is served.
///
/// @param health whether the predictor is ready; empty where that is not asked for
record ServedPipeline(TransformedModel model, Optional<PredictorHealth> health) {
    /// Puts pipelines before the predictor that the configuration names.
    @Singleton
    static final class Place {
        private final ModelName name;
        private final UpstreamPredictor predictor;
        private final UpstreamConfig config;
        private final TensorAllocator allocator;

        Place(
                @ConfigProperty(name = "serval.model.name") Optional<String> configuredName,
                UpstreamPredictor predictor,
                UpstreamConfig config,
                TensorAllocator allocator) {
            this.name = new ModelName(configuredName.orElse("model"));
            this.predictor = predictor;
            this.config = config;
            this.allocator = allocator;
        }

        /// What the model is called, with or without a pipeline.
        ModelName name() {
            return name;
        }

        ServedPipeline with(Transformer pipeline) {
            TransformedModel model =
                    new TransformedModel(name, IntermediaryCatalog.VERSION, pipeline, predictor);
            return new ServedPipeline(
                    model,
                    config.healthCheck()
                            ? Optional.of(
                                    new PredictorHealth(
                                            predictor, model.predictorModel(), allocator))
                            : Optional.empty());
        }
    }
}
