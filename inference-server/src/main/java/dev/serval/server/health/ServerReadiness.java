package dev.serval.server.health;

import dev.serval.server.catalog.ModelCatalog;
import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/// Whether this process wants requests: when every model that has to answer can answer, and never
/// again once it has been told to stop.
@ApplicationScoped
public class ServerReadiness {
    private final ModelCatalog catalog;
    private volatile boolean stopping;

    ServerReadiness(ModelCatalog catalog) {
        this.catalog = catalog;
    }

    public boolean isReady() {
        return !stopping && catalog.isReady();
    }

    void stop(@Observes ShutdownDelayInitiatedEvent event) {
        stopping = true;
    }
}
