package dev.serval.server.grpc;

import dev.serval.server.tracing.CallTracing;
import io.netty.handler.codec.http2.Http2ConnectionHandler;
import io.quarkus.runtime.LaunchMode;
import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.quarkus.runtime.ShutdownEvent;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.net.impl.ConnectionBase;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/// Opens a [FrameLane] on connections that bring gRPC calls, and counts what is called over them:
/// Quarkus does not see these calls, so that its tracing, its access log, its reload in dev mode
/// and its wait for calls at the end would leave them out. With one of the first three there are no
/// lanes; the last is done here.
@Singleton
class FrameLanes {
    private static final int BEFORE_MODELS_END = 1;

    private final InferSessions sessions;
    private final Duration patience;
    private final CallsInFlight calls = new CallsInFlight();
    private volatile boolean open;

    @Inject
    FrameLanes(
            InferSessions sessions,
            GrpcConfig config,
            CallTracing tracing,
            @ConfigProperty(name = "quarkus.http.access-log.enabled", defaultValue = "false")
                    boolean isLogged,
            @ConfigProperty(name = "quarkus.shutdown.timeout") Optional<Duration> patience) {
        this.sessions = sessions;
        this.patience = patience.orElse(Duration.ZERO);
        this.open =
                config.frameLane()
                        && !tracing.isEnabled()
                        && !isLogged
                        && LaunchMode.current() != LaunchMode.DEVELOPMENT;
    }

    /// Has the later calls of a connection answered on a lane, where they may be. Called on the
    /// connection's event loop.
    void open(HttpConnection connection) {
        if (!open || !(connection instanceof ConnectionBase base)) {
            return;
        }
        Http2ConnectionHandler http2 = base.channel().pipeline().get(Http2ConnectionHandler.class);
        if (http2 != null && !(http2.decoder().frameListener() instanceof FrameLane)) {
            FrameLane.open(http2, base.channelHandlerContext(), base.getContext(), this);
        }
    }

    InferSessions sessions() {
        return sessions;
    }

    /// Counts a call that begins.
    ///
    /// @return whether it may; if not, it is Vert.x's
    boolean enter() {
        calls.began();
        if (open) {
            return true;
        }
        calls.ended();
        return false;
    }

    /// Counts a call that entered as ended: its stream is closed.
    void leave() {
        calls.ended();
    }

    /// How many calls have entered and not ended.
    long callsInFlight() {
        return calls.count();
    }

    void close(@Observes ShutdownDelayInitiatedEvent event) {
        open = false;
    }

    /// Waits for the calls in flight, as Quarkus does for those that it knows of.
    void drain(@Observes @Priority(BEFORE_MODELS_END) ShutdownEvent event)
            throws InterruptedException {
        open = false;
        calls.awaitNone(patience);
    }
}
