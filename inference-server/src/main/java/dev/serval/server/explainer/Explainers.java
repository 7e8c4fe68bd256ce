package dev.serval.server.explainer;

import dev.serval.inference.failure.Unsupported;
import dev.serval.inference.model.ModelName;
import dev.serval.server.catalog.ServedModel;
import dev.serval.server.statistics.ModelStatistics;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/// The explainers of this process, by the models that they explain.
@Singleton
public class Explainers {
    private static final String ALL_OTHERS = "";

    private final Map<String, Explainer> byModel = new HashMap<>();
    private final ConcurrentMap<ModelName, ModelStatistics> statistics = new ConcurrentHashMap<>();

    Explainers(@Any Instance<Explainer> beans) {
        for (Explainer bean : beans) {
            String model = bean.explainedModel().orElse(ALL_OTHERS);
            if (byModel.put(model, bean) != null) {
                throw new IllegalStateException(
                        "two explainers explain %s, expected one"
                                .formatted(model.isEmpty() ? "all models" : model));
            }
        }
    }

    /// The model with the explainer that it has.
    ///
    /// @throws Unsupported if it has none
    public ServedModel explaining(ServedModel model) {
        Explainer explainer =
                find(model.name())
                        .orElseThrow(() ->
                                new Unsupported(
                                        "Model with name %s is a predictor; an explainer answers"
                                                        .formatted(model.name())
                                                + " :explain."));
        return new ExplainedModel(
                model,
                explainer,
                statistics.computeIfAbsent(model.name(), _ -> new ModelStatistics()));
    }

    /// Whether some model of this process can be explained.
    public boolean isEmpty() {
        return byModel.isEmpty();
    }

    private Optional<Explainer> find(ModelName model) {
        Explainer own = byModel.get(model.value());
        return Optional.ofNullable(own == null ? byModel.get(ALL_OTHERS) : own);
    }
}
