package dev.serval.server.grpc;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.vertx.http.HttpServerStart;
import io.quarkus.vertx.http.HttpsServerStart;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetSocket;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.ObservesAsync;
import java.util.OptionalInt;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// Answers on a second port, for clients that expect gRPC on its own: bytes go to and from the one
/// port, so that both mean the same.
@ApplicationScoped
class GrpcPortRelay {
    private static final Logger LOG = Logger.getLogger(GrpcPortRelay.class);
    private static final String LOOPBACK = "127.0.0.1";

    private final Vertx vertx;
    private final OptionalInt port;
    private @Nullable NetServer server;

    GrpcPortRelay(Vertx vertx, GrpcConfig config) {
        this.vertx = vertx;
        this.port = config.port();
    }

    void begin(@ObservesAsync HttpServerStart started) {
        begin(started.options());
    }

    /// TLS goes through as it is: it ends at the one port.
    void begin(@ObservesAsync HttpsServerStart started) {
        begin(started.options());
    }

    private void begin(HttpServerOptions main) {
        int mainPort = main.getPort();
        if (port.isEmpty() || port.getAsInt() == mainPort) {
            return;
        }
        server = vertx.createNetServer().connectHandler(caller -> relay(caller, mainPort));
        server.listen(port.getAsInt(), main.getHost())
                .onSuccess(_ ->
                        LOG.infof("port %d answers as port %d does", port.getAsInt(), mainPort))
                .onFailure(refused ->
                        LOG.errorf(
                                "cannot listen on --grpc_port %d: %s",
                                port.getAsInt(), refused.getMessage()));
    }

    private void relay(NetSocket caller, int mainPort) {
        caller.pause();
        vertx.createNetClient()
                .connect(mainPort, LOOPBACK)
                .onSuccess(main -> {
                    caller.pipeTo(main);
                    main.pipeTo(caller);
                })
                .onFailure(_ -> caller.close());
    }

    void end(@Observes ShutdownEvent event) {
        if (server != null) {
            server.close();
        }
    }
}
