package dev.serval.platform.local.gateway;

import dev.serval.platform.local.capacity.CapacityLimits;
import dev.serval.platform.local.capacity.ReplicaAddress;
import dev.serval.platform.local.capacity.RevisionCapacity;
import dev.serval.platform.local.routing.ComponentRoute;
import dev.serval.platform.local.routing.RevisionShare;
import dev.serval.platform.local.routing.Routes;
import dev.serval.platform.local.routing.ServiceRoute;
import dev.serval.platform.plan.service.ComponentKind;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;

/// A gateway as a process of its own, in front of one replica: takes the replica's port, prints its
/// own, and ends with its standard input.
final class GatewayProgram {
    private GatewayProgram() {}

    static void main(String... arguments) throws IOException, PortInUseException {
        var settings = new RunningGateway.Settings("127.0.0.1", 0, 1, Duration.ofSeconds(1));
        var routes = new Routes(_ -> 0);
        var gateway = new Gateway(Vertx.vertx(), routes, new SimpleMeterRegistry(), settings);
        var timer = Executors.newSingleThreadScheduledExecutor();
        var capacity = new RevisionCapacity(new CapacityLimits(0, 10), timer);
        capacity.replicas(List.of(new ReplicaAddress("a", Integer.parseInt(arguments[0]))));
        var share = new RevisionShare("iris-predictor-00001", 100, null, capacity);
        var component =
                new ComponentRoute(
                        ComponentKind.PREDICTOR,
                        "iris-predictor",
                        List.of(share),
                        Duration.ofMinutes(5));
        routes.publish(List.of(new ServiceRoute("default", "iris", List.of(component), null)));
        System.out.println(gateway.open(1));
        System.in.transferTo(System.out);
        System.exit(0);
    }
}
