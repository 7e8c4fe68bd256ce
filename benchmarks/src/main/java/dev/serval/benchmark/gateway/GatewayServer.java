package dev.serval.benchmark.gateway;

import dev.serval.platform.local.capacity.CapacityLimits;
import dev.serval.platform.local.capacity.ReplicaAddress;
import dev.serval.platform.local.capacity.RevisionCapacity;
import dev.serval.platform.local.gateway.Gateway;
import dev.serval.platform.local.gateway.GatewayConfig;
import dev.serval.platform.local.gateway.PortInUseException;
import dev.serval.platform.local.routing.ComponentRoute;
import dev.serval.platform.local.routing.RevisionShare;
import dev.serval.platform.local.routing.Routes;
import dev.serval.platform.local.routing.ServiceRoute;
import dev.serval.platform.plan.service.ComponentKind;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;

/// The gateway on one event loop, in front of one replica of the service `default/iris`.
public final class GatewayServer {
    private static final int NO_PLATFORM = 1;
    private static final int WAITING = 1_000;

    private GatewayServer() {}

    /// The gateway's configuration, as a value.
    record Settings(String host, int port, int eventLoops, Duration drain)
            implements GatewayConfig {}

    /// @param arguments the gateway's port and the replica's
    public static void main(String... arguments) throws PortInUseException {
        int port = Integer.parseInt(arguments[0]);
        int replica = Integer.parseInt(arguments[1]);
        var routes = new Routes(_ -> 0);
        routes.publish(List.of(iris(new ReplicaAddress("iris-predictor-00001-a", replica))));
        var settings = new Settings("127.0.0.1", port, 1, Duration.ofSeconds(1));
        var vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
        new Gateway(vertx, routes, new SimpleMeterRegistry(), settings).open(NO_PLATFORM);
    }

    private static ServiceRoute iris(ReplicaAddress replica) {
        var timer = Executors.newSingleThreadScheduledExecutor();
        var capacity = new RevisionCapacity(new CapacityLimits(0, WAITING), timer);
        capacity.replicas(List.of(replica));
        var share = new RevisionShare("iris-predictor-00001", 100, null, capacity);
        var component =
                new ComponentRoute(
                        ComponentKind.PREDICTOR,
                        "iris-predictor",
                        List.of(share),
                        Duration.ofMinutes(1));
        return new ServiceRoute("default", "iris", List.of(component), null);
    }
}
