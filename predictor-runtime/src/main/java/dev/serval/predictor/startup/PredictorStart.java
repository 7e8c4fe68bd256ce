package dev.serval.predictor.startup;

import dev.serval.predictor.engine.InstalledEngines;
import dev.serval.predictor.lifecycle.ModelLifecycle;
import dev.serval.server.catalog.ModelCatalog;
import dev.serval.server.catalog.ModelState;
import dev.serval.server.coldstart.ColdStart;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// Starts loading when the application starts, and unloads when it ends. A process that is there
/// for one model ends with code 1 if that model cannot be loaded, as KServe's servers do, so that
/// whoever started it takes notice; so does one whose repository cannot be read at all.
@ApplicationScoped
class PredictorStart {
    private static final Logger LOG = Logger.getLogger(PredictorStart.class);
    private static final int FAILED = 1;

    private final ModelLifecycle lifecycle;
    private final ModelCatalog catalog;
    private final InstalledEngines engines;
    private final RepositoryChoice choice;
    private final ProcessExit exit;
    private final ColdStart coldStart;
    private final LastWords lastWords;

    PredictorStart(
            ModelLifecycle lifecycle,
            ModelCatalog catalog,
            InstalledEngines engines,
            RepositoryChoice choice,
            ProcessExit exit,
            ColdStart coldStart,
            LastWords lastWords) {
        this.lifecycle = lifecycle;
        this.catalog = catalog;
        this.engines = engines;
        this.choice = choice;
        this.exit = exit;
        this.coldStart = coldStart;
        this.lastWords = lastWords;
    }

    void start(@Observes StartupEvent event, PredictorConfig config) {
        LOG.infof("engines: %s", engines.names());
        var unused = lifecycle.start().whenComplete((_, failure) -> tried(failure));
        int pollSeconds = config.repository().pollSeconds();
        if (pollSeconds > 0) {
            lifecycle.watch(Duration.ofSeconds(pollSeconds));
        }
    }

    void stop(@Observes ShutdownEvent event) {
        lifecycle.close();
        engines.close();
    }

    private void tried(@Nullable Throwable failure) {
        boolean answers =
                catalog.statuses().stream().anyMatch(model -> model.state() == ModelState.READY);
        if (failure == null && (answers || !choice.isSingle())) {
            coldStart.modelsLoaded();
            return;
        }
        catalog.obstacles().forEach(obstacle -> LOG.errorf("no model is ready. %s", obstacle));
        lastWords.leave(String.join("; ", catalog.obstacles()));
        exit.end(FAILED);
    }
}
