package dev.serval.server.health;

import dev.serval.server.catalog.ModelCatalog;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/// Ready means that every model that has to answer can answer.
@Readiness
@ApplicationScoped
class ModelsAreReady implements HealthCheck {
    private final ModelCatalog catalog;

    ModelsAreReady(ModelCatalog catalog) {
        this.catalog = catalog;
    }

    @Override
    public HealthCheckResponse call() {
        HealthCheckResponseBuilder response =
                HealthCheckResponse.named("models").status(catalog.isReady());
        int number = 0;
        for (String obstacle : catalog.obstacles()) {
            response.withData("obstacle-" + ++number, obstacle);
        }
        return response.build();
    }
}
