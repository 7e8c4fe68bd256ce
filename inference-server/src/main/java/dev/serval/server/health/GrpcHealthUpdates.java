package dev.serval.server.health;

import dev.serval.server.catalog.ModelCatalog;
import grpc.health.v1.HealthOuterClass.HealthCheckResponse.ServingStatus;
import io.quarkus.grpc.runtime.health.GrpcHealthStorage;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/// Keeps gRPC's health service, checks and watches alike, in step with the models: within half a
/// second it says what readiness says.
@ApplicationScoped
class GrpcHealthUpdates {
    private static final long MILLIS_BETWEEN_LOOKS = 500;
    private static final String SERVICE = "inference.GRPCInferenceService";

    private final Vertx vertx;
    private final ModelCatalog catalog;
    private final GrpcHealthStorage health;

    GrpcHealthUpdates(Vertx vertx, ModelCatalog catalog, GrpcHealthStorage health) {
        this.vertx = vertx;
        this.catalog = catalog;
        this.health = health;
    }

    void begin(@Observes StartupEvent event) {
        update();
        vertx.setPeriodic(MILLIS_BETWEEN_LOOKS, _ -> update());
    }

    private void update() {
        ServingStatus status =
                catalog.isReady() ? ServingStatus.SERVING : ServingStatus.NOT_SERVING;
        for (String service : new String[] {GrpcHealthStorage.DEFAULT_SERVICE_NAME, SERVICE}) {
            if (health.getStatuses().get(service) != status) {
                health.setStatus(service, status);
            }
        }
    }
}
