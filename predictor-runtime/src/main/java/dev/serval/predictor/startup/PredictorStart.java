package dev.serval.predictor.startup;

import dev.serval.predictor.engine.InstalledEngines;
import dev.serval.predictor.lifecycle.ModelLifecycle;
import dev.serval.server.catalog.ModelCatalog;
import dev.serval.server.catalog.ModelState;
import dev.serval.server.coldstart.ColdStart;
import dev.serval.server.ending.FailedStart;
import io.quarkus.runtime.ShutdownEvent;
import io.vertx.ext.web.Router;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// Starts loading once the application has its parts, while its servers start, and unloads when it
/// ends. A process that is there for one model ends with code 1 if that model cannot be loaded, as
/// KServe's servers do, so that whoever started it takes notice; so does one whose repository
/// cannot be read at all.
@ApplicationScoped
class PredictorStart {
    private static final Logger LOG = Logger.getLogger(PredictorStart.class);
    private static final int FIRST = 1;

    private final ModelLifecycle lifecycle;
    private final ModelCatalog catalog;
    private final InstalledEngines engines;
    private final RepositoryChoice choice;
    private final FailedStart failed;
    private final ColdStart coldStart;

    PredictorStart(
            ModelLifecycle lifecycle,
            ModelCatalog catalog,
            InstalledEngines engines,
            RepositoryChoice choice,
            FailedStart failed,
            ColdStart coldStart) {
        this.lifecycle = lifecycle;
        this.catalog = catalog;
        this.engines = engines;
        this.choice = choice;
        this.failed = failed;
        this.coldStart = coldStart;
    }

    /// The router's event is the first that Quarkus has when beans have their configuration.
    void start(@Observes @Priority(FIRST) Router router, PredictorConfig config) {
        start(config);
    }

    void start(PredictorConfig config) {
        coldStart.loadingBegins();
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
        failed.end(catalog.obstacles());
    }
}
