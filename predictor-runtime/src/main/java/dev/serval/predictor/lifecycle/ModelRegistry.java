package dev.serval.predictor.lifecycle;

import dev.serval.inference.failure.ModelNotReady;
import dev.serval.inference.failure.UnknownModel;
import dev.serval.inference.model.ModelName;
import dev.serval.inference.model.ModelVersion;
import dev.serval.server.catalog.ModelCatalog;
import dev.serval.server.catalog.ModelState;
import dev.serval.server.catalog.ModelStatus;
import dev.serval.server.catalog.ServedModel;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The models of this process, by name.
public final class ModelRegistry implements ModelCatalog {
    private static final String OPENING = "The models are being looked for.";

    private final ConcurrentSkipListMap<ModelName, HostedModel> models =
            new ConcurrentSkipListMap<>();
    private volatile String opening = OPENING;
    private volatile Optional<Expected> expected = Optional.empty();

    /// A model that is on its way here.
    ///
    /// @param progress how far it has come, as a sentence; empty if there is nothing to say
    private record Expected(ModelName name, Supplier<String> progress) {}

    @Override
    public ServedModel require(ModelName name, @Nullable ModelVersion version) {
        HostedModel model = models.get(name);
        if (model != null) {
            return model.require(version);
        }
        if (!opening.isEmpty()) {
            throw new ModelNotReady(name.value(), opening());
        }
        throw new UnknownModel(name.value());
    }

    @Override
    public List<ModelStatus> statuses() {
        List<ModelStatus> statuses = new ArrayList<>();
        models.values().forEach(model -> statuses.addAll(model.statuses()));
        if (statuses.isEmpty() && opening.equals(OPENING)) {
            expected.ifPresent(model ->
                    statuses.add(
                            new ModelStatus(model.name(), null, ModelState.LOADING, opening())));
        }
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
            obstacles.add(opening());
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

    /// Says which model will be there when it has been fetched.
    ///
    /// @param progress how far it has come, as a sentence; empty if there is nothing to say
    public void expect(ModelName name, Supplier<String> progress) {
        expected = Optional.of(new Expected(name, progress));
    }

    private String opening() {
        String progress = expected.map(model -> model.progress().get()).orElse("");
        return opening.equals(OPENING) && !progress.isEmpty() ? progress : opening;
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
