package dev.serval.predictor.lifecycle;

import dev.serval.inference.failure.ModelNotReady;
import dev.serval.inference.failure.UnknownModel;
import dev.serval.inference.model.ModelName;
import dev.serval.inference.model.ModelVersion;
import dev.serval.server.catalog.ModelCatalog;
import dev.serval.server.catalog.ModelStatus;
import dev.serval.server.catalog.ServedModel;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The models of this process, by name.
public final class ModelRegistry implements ModelCatalog {
    private static final String OPENING = "The models are being looked for.";

    private final ConcurrentSkipListMap<ModelName, HostedModel> models =
            new ConcurrentSkipListMap<>();
    private volatile String opening = OPENING;

    @Override
    public ServedModel require(ModelName name, @Nullable ModelVersion version) {
        HostedModel model = models.get(name);
        if (model != null) {
            return model.require(version);
        }
        if (!opening.isEmpty()) {
            throw new ModelNotReady(name.value(), opening);
        }
        throw new UnknownModel(name.value());
    }

    @Override
    public List<ModelStatus> statuses() {
        List<ModelStatus> statuses = new ArrayList<>();
        models.values().forEach(model -> statuses.addAll(model.statuses()));
        return statuses;
    }

    @Override
    public List<ModelStatus> statuses(ModelName name) {
        HostedModel model = models.get(name);
        if (model == null) {
            throw new UnknownModel(name.value());
        }
        return model.statuses();
    }

    @Override
    public boolean isReady() {
        return opening.isEmpty() && models.values().stream().noneMatch(ModelRegistry::obstructs);
    }

    @Override
    public List<String> obstacles() {
        List<String> obstacles = new ArrayList<>();
        if (!opening.isEmpty()) {
            obstacles.add(opening);
        }
        for (HostedModel model : models.values()) {
            if (obstructs(model)) {
                obstacles.add("%s: %s".formatted(model.name(), model.view().obstacle()));
            }
        }
        return obstacles;
    }

    private static boolean obstructs(HostedModel model) {
        return model.view().required() && model.findLatest().isEmpty();
    }

    /// Says that every model that was there at the start has been tried.
    void opened() {
        opening = "";
    }

    /// Says why the models cannot even be looked for.
    void unopened(String reason) {
        opening = reason;
    }

    HostedModel host(ModelName name, Function<ModelName, HostedModel> make) {
        return models.computeIfAbsent(name, make);
    }

    Optional<HostedModel> find(ModelName name) {
        return Optional.ofNullable(models.get(name));
    }

    void forget(HostedModel model) {
        models.remove(model.name(), model);
    }

    Set<ModelName> names() {
        return models.keySet();
    }
}
