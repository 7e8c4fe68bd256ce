package dev.serval.platform.local.gateway;

import dev.serval.platform.local.routing.Routes;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.net.BindException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jboss.logging.Logger;

/// The one public port of the local platform. It listens once it is told to.
@Singleton
public final class Gateway implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(Gateway.class);
    private static final Duration START = Duration.ofSeconds(10);

    /// What is left to end connections after the calls have ended.
    private static final Duration STOP = Duration.ofSeconds(5);

    private final Vertx vertx;
    private final Routes routes;
    private final GatewayMeters meters;
    private final GatewayConfig config;
    private final List<GatewayLoop> loops = new ArrayList<>();
    private final List<String> deployments = new ArrayList<>();

    @Inject
    public Gateway(Vertx vertx, Routes routes, MeterRegistry registry, GatewayConfig config) {
        this.vertx = vertx;
        this.routes = routes;
        this.meters = new GatewayMeters(registry);
        this.config = config;
    }

    /// Begins to listen.
    ///
    /// @param platformPort where the platform's own HTTP server listens on the loopback interface
    /// @return the port that it listens on
    /// @throws PortInUseException if another program listens there
    public synchronized int open(int platformPort) throws PortInUseException {
        var platform = new PlatformRoute(platformPort);
        for (int i = 0; i < eventLoops(); i++) {
            var loop = new GatewayLoop(routes, meters, platform, config.host(), sharedPort());
            deploy(loop);
            loops.add(loop);
        }
        return loops.getFirst().port();
    }

    /// Vert.x lets servers share a free port of its choice under a negative number of theirs.
    private int sharedPort() {
        return config.port() == 0 ? -1 - (System.identityHashCode(this) & 0xFFFF) : config.port();
    }

    private int eventLoops() {
        return config.eventLoops() > 0
                ? config.eventLoops()
                : Runtime.getRuntime().availableProcessors();
    }

    private void deploy(GatewayLoop loop) throws PortInUseException {
        try {
            deployments.add(await(vertx.deployVerticle(loop), START));
        } catch (ExecutionException failure) {
            close();
            if (failure.getCause() instanceof BindException taken) {
                throw new PortInUseException(config.port(), taken);
            }
            throw new IllegalStateException(
                    "the gateway cannot listen on %s:%d".formatted(config.host(), config.port()),
                    failure.getCause());
        }
    }

    /// Refuses new calls, lets those that were accepted end, and no longer listens.
    @PreDestroy
    @Override
    public synchronized void close() {
        var drained = new ArrayList<Future<Void>>();
        for (var loop : loops) {
            var promise = Promise.<Void>promise();
            loop.drain(config.drain().toMillis(), promise);
            drained.add(promise.future());
        }
        try {
            await(Future.all(drained), config.drain().plus(STOP));
            await(Future.all(deployments.stream().map(vertx::undeploy).toList()), STOP);
        } catch (ExecutionException failure) {
            LOG.warn("the gateway did not end cleanly", failure.getCause());
        }
        loops.clear();
        deployments.clear();
    }

    private static <T> T await(Future<T> future, Duration most) throws ExecutionException {
        try {
            return future.toCompletionStage()
                    .toCompletableFuture()
                    .get(most.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException tooSlow) {
            throw new ExecutionException(tooSlow);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new ExecutionException(stopped);
        }
    }
}
