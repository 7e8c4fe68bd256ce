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
/// follows within half a second, nearly at once while there is nothing to serve yet, and at once
/// when the process stops.
@ApplicationScoped
class GrpcHealthUpdates {
    private static final long MILLIS_BETWEEN_LOOKS = 500;
    private static final long MILLIS_WHILE_NOT_READY = 20;
    private static final int AFTER_READINESS = 3000;
    private static final String SERVICE = "inference.GRPCInferenceService";

    private final Vertx vertx;
    private final ServerReadiness readiness;
    private final GrpcHealthStorage health;
    private volatile long looks;
    private volatile boolean isEnded;

    GrpcHealthUpdates(Vertx vertx, ServerReadiness readiness, GrpcHealthStorage health) {
        this.vertx = vertx;
        this.readiness = readiness;
        this.health = health;
    }

    void begin(@Observes StartupEvent event) {
        look();
    }

    private void look() {
        boolean isReady = update();
        if (!isEnded) {
            looks =
                    vertx.setTimer(
                            isReady ? MILLIS_BETWEEN_LOOKS : MILLIS_WHILE_NOT_READY, _ -> look());
        }
    }

    /// Tells at once, while calls are finished.
    void stop(@Observes @Priority(AFTER_READINESS) ShutdownDelayInitiatedEvent event) {
        update();
    }

    /// In dev mode Vert.x goes on when the application is started anew.
    void end(@Observes ShutdownEvent event) {
        isEnded = true;
        vertx.cancelTimer(looks);
    }

    private boolean update() {
        boolean isReady = readiness.isReady();
        ServingStatus status = isReady ? ServingStatus.SERVING : ServingStatus.NOT_SERVING;
        for (String service : new String[] {GrpcHealthStorage.DEFAULT_SERVICE_NAME, SERVICE}) {
            if (health.getStatuses().get(service) != status) {
                health.setStatus(service, status);
            }
        }
        return isReady;
    }
}
