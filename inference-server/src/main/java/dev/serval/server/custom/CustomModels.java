package dev.serval.server.custom;

import dev.serval.inference.engine.Model;
import dev.serval.inference.failure.UnknownModel;
import dev.serval.inference.failure.Unsupported;
import dev.serval.inference.model.ModelName;
import dev.serval.inference.model.ModelVersion;
import dev.serval.server.catalog.ModelCatalog;
import dev.serval.server.catalog.ModelControl;
import dev.serval.server.catalog.ModelState;
import dev.serval.server.catalog.ModelStatus;
import dev.serval.server.catalog.NamedBeans;
import dev.serval.server.catalog.ServedModel;
import dev.serval.server.configuration.ConfigurationException;
import dev.serval.server.transformer.Collocation;
import dev.serval.server.transformer.NamedTransformers;
import dev.serval.server.transformer.Transformer;
import io.quarkus.arc.DefaultBean;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The catalog of an application of a user's own: each [Model] bean is served as version 1 under
/// its `@Named` name, and so is each [Transformer] bean, with the predictor behind it: the one that
/// the configuration names, or a Model bean. A single bean without a name takes the one that
/// `--model_name` gives.
@DefaultBean
@ApplicationScoped
class CustomModels implements ModelCatalog, ModelControl {
    private static final ModelVersion VERSION = new ModelVersion(1);

    private final Map<ModelName, ServedModel> models = new TreeMap<>();
    private final Predictors predictors;

    CustomModels(
            @Any Instance<Model> beans,
            NamedBeans named,
            NamedTransformers transformers,
            Predictors predictors) {
        this.predictors = predictors;
        named.byName(beans, "models")
                .forEach((name, bean) -> add(new CustomModel(name, VERSION, bean)));
        transformers.byName().forEach(this::transform);
    }

    /// Whatever cannot be served is told when the application starts, if this is its catalog.
    static void begin(@Observes StartupEvent event, Instance<ModelCatalog> catalog) {
        Instance.Handle<ModelCatalog> chosen = catalog.getHandle();
        if (CustomModels.class.equals(chosen.getBean().getBeanClass())) {
            chosen.get().statuses();
        }
    }

    private void transform(ModelName name, Transformer transformer) {
        ModelName behind = transformer.predictorModel().map(ModelName::new).orElse(name);
        ServedModel model = models.get(behind);
        if (model == null || predictors.areElsewhere()) {
            add(predictors.behind(transformer, name, VERSION));
            return;
        }
        try {
            Collocation both = Collocation.of(transformer, behind, model.signature());
            if (behind.equals(name)) {
                models.remove(name);
            }
            add(both.before(model, name));
        } catch (ConfigurationException unfit) {
            throw new IllegalStateException(
                    "transformer '%s': %s".formatted(name, unfit.getMessage()), unfit);
        }
    }

    private void add(ServedModel model) {
        ModelName name = model.name();
        if (models.put(name, model) != null) {
            throw NamedBeans.duplicate("models", name);
        }
    }

    @Override
    public ServedModel require(ModelName name, @Nullable ModelVersion version) {
        ServedModel model = models.get(name);
        if (model == null) {
            throw new UnknownModel(name.value());
        }
        if (version != null && !version.equals(VERSION)) {
            throw new UnknownModel(name.value(), version.toString());
        }
        return model;
    }

    @Override
    public List<ModelStatus> statuses() {
        return models.keySet().stream().map(CustomModels::ready).toList();
    }

    @Override
    public List<ModelStatus> statuses(ModelName name) {
        require(name, null);
        return List.of(ready(name));
    }

    @Override
    public boolean isReady() {
        return !models.isEmpty() && predictors.obstacles().isEmpty();
    }

    @Override
    public List<String> obstacles() {
        return models.isEmpty()
                ? List.of("there is no bean that implements Model or Transformer")
                : predictors.obstacles();
    }

    @Override
    public void load(ModelName name) {
        require(name, null);
        throw noRepository();
    }

    @Override
    public void unload(ModelName name) {
        require(name, null);
        throw noRepository();
    }

    private static ModelStatus ready(ModelName name) {
        return new ModelStatus(name, VERSION, ModelState.READY, "");
    }

    private static Unsupported noRepository() {
        return new Unsupported("this server has no model repository: its models are built in");
    }
}
