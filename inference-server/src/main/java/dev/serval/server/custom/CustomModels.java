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
import dev.serval.server.catalog.ServedModel;
import io.quarkus.arc.DefaultBean;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/// The catalog of an application of a user's own: each [Model] bean is served as version 1 under
/// its `@Named` name. A single bean without one takes the name that `--model_name` gives.
@DefaultBean
@ApplicationScoped
class CustomModels implements ModelCatalog, ModelControl {
    private static final ModelVersion VERSION = new ModelVersion(1);

    private final Map<ModelName, ServedModel> models = new TreeMap<>();

    CustomModels(
            @Any Instance<Model> beans,
            @ConfigProperty(name = "serval.model.name") Optional<String> configuredName) {
        for (Instance.Handle<Model> bean : beans.handles()) {
            String declared = bean.getBean().getName();
            String name = declared == null ? configuredName.orElse("model") : declared;
            add(new ModelName(name), bean.get());
        }
    }

    private void add(ModelName name, Model model) {
        ServedModel earlier = models.put(name, new CustomModel(name, VERSION, model));
        if (earlier != null) {
            throw new IllegalStateException(
                    "two models are named '%s', expected a @Named of its own for each"
                            .formatted(name));
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
        return !models.isEmpty();
    }

    @Override
    public List<String> obstacles() {
        return isReady() ? List.of() : List.of("there is no bean that implements Model");
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
