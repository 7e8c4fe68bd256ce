package dev.serval.server.health;

import grpc.health.v1.HealthOuterClass.HealthCheckResponse.ServingStatus;
import io.quarkus.grpc.runtime.health.GrpcHealthStorage;
import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/// Keeps gRPC's health service, checks and watches alike, in step with [ServerReadiness]: it
/// follows within half a second, and at once when the process stops.
@ApplicationScoped
class GrpcHealthUpdates {
    private static final long MILLIS_BETWEEN_LOOKS = 500;
    private static final int AFTER_READINESS = 3000;
    private static final String SERVICE = "inference.GRPCInferenceService";

    private final Vertx vertx;
    private final ServerReadiness readiness;
    private final GrpcHealthStorage health;
    private volatile long looks;

    GrpcHealthUpdates(Vertx vertx, ServerReadiness readiness, GrpcHealthStorage health) {
        this.vertx = vertx;
        this.readiness = readiness;
        this.health = health;
    }

    void begin(@Observes StartupEvent event) {
        update();
        looks = vertx.setPeriodic(MILLIS_BETWEEN_LOOKS, _ -> update());
    }

    /// Tells at once, while calls are finished.
    void stop(@Observes @Priority(AFTER_READINESS) ShutdownDelayInitiatedEvent event) {
        update();
    }

    /// In dev mode Vert.x goes on when the application is started anew.
    void end(@Observes ShutdownEvent event) {
        vertx.cancelTimer(looks);
    }

    private void update() {
        ServingStatus status =
                readiness.isReady() ? ServingStatus.SERVING : ServingStatus.NOT_SERVING;
        for (String service : new String[] {GrpcHealthStorage.DEFAULT_SERVICE_NAME, SERVICE}) {
            if (health.getStatuses().get(service) != status) {
                health.setStatus(service, status);
            }
        }
    }
}
