package dev.serval.server.upstream;

import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/// The predictor that the configuration names, for runtimes that have one behind them.
@ApplicationScoped
class UpstreamBeans {
    @Produces
    @Singleton
    UpstreamPredictor predictor(Vertx vertx, UpstreamConfig config) {
        return new UpstreamPredictor(vertx, UpstreamSettings.of(config));
    }

    void close(@Disposes UpstreamPredictor predictor) {
        predictor.close();
    }
}
