package dev.serval.platform.local.gateway;

import dev.serval.platform.local.capacity.ReplicaAddress;
import dev.serval.platform.local.routing.Destination;
import dev.serval.platform.local.routing.Routes;
import io.netty.channel.EventLoop;
import io.vertx.core.AbstractVerticle;
import io.vertx.core.Promise;
import io.vertx.core.http.Http2Settings;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.impl.ContextInternal;
import java.net.InetAddress;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// One event loop of the gateway, with the calls that it accepted and connections of its own to
/// replicas: what belongs to a call is touched by no other thread.
final class GatewayLoop extends AbstractVerticle {
    static final int STREAM_WINDOW = 1 << 20;
    static final int CONNECTION_WINDOW = 4 << 20;
    static final int LARGEST_HEAD = 64 * 1024;

    private static final Logger LOG = Logger.getLogger(GatewayLoop.class);
    private static final int LONGEST_LINE = 8 * 1024;
    private static final int LARGEST_CHUNK = 64 * 1024;

    /// From how many calls in flight on they share connections.
    private static final int SHARED_FROM = 3;

    /// Bodies of less than 100 kB.
    private static final int SMALL_DIGITS = 5;

    private static final long MOST_STREAMS = 10_000;

    /// Callers that cancel calls are no attack, up to this many in half a minute.
    private static final int MOST_RESETS = 20_000;

    private final Routes routes;
    private final GatewayMeters meters;
    private final PlatformRoute platform;
    private final String host;
    private final int port;
    private @Nullable EventLoop eventLoop;
    private @Nullable ActiveCalls calls;
    private @Nullable Http1Upstream http1;
    private @Nullable Http2Upstream http2;
    private @Nullable HttpServer server;
    private boolean isDraining;

    GatewayLoop(
            Routes routes, GatewayMeters meters, PlatformRoute platform, String host, int port) {
        this.routes = routes;
        this.meters = meters;
        this.platform = platform;
        this.host = host;
        this.port = port;
    }

    @Override
    public void start(Promise<Void> started) {
        var loop = ((ContextInternal) context).nettyEventLoop();
        eventLoop = loop;
        calls = new ActiveCalls(loop);
        var connector = new Connector(loop);
        http1 = new Http1Upstream(connector);
        http2 = new Http2Upstream(loop, connector);
        var opened = vertx.createHttpServer(options());
        server = opened;
        opened.requestHandler(this::accept)
                .invalidRequestHandler(HttpServerRequest.DEFAULT_INVALID_REQUEST_HANDLER)
                .exceptionHandler(broken -> LOG.debugf(broken, "a caller's connection broke"))
                .listen()
                .<Void>mapEmpty()
                .onComplete(started);
    }

    private HttpServerOptions options() {
        var options =
                new HttpServerOptions()
                        .setHost(host)
                        .setPort(port)
                        .setTcpNoDelay(true)
                        .setPerMessageWebSocketCompressionSupported(false)
                        .setPerFrameWebSocketCompressionSupported(false)
                        .setMaxInitialLineLength(LONGEST_LINE)
                        .setMaxHeaderSize(LARGEST_HEAD)
                        .setMaxChunkSize(LARGEST_CHUNK)
                        .setHttp2ConnectionWindowSize(CONNECTION_WINDOW)
                        .setHttp2RstFloodMaxRstFramePerWindow(MOST_RESETS);
        return options.setInitialSettings(
                new Http2Settings()
                        .setMaxConcurrentStreams(MOST_STREAMS)
                        .setInitialWindowSize(STREAM_WINDOW)
                        .setMaxHeaderListSize(LARGEST_HEAD));
    }

    /// Where it listens.
    int port() {
        return Objects.requireNonNull(server).actualPort();
    }

    ActiveCalls calls() {
        return Objects.requireNonNull(calls);
    }

    GatewayMeters meters() {
        return meters;
    }

    /// The connections over which a call goes to a replica. HTTP/2 goes over HTTP/2. HTTP/1.1 does
    /// too where it is small and others are in flight, since many calls on one connection cost less
    /// than a connection for each.
    Upstream upstream(HttpServerRequest request, ReplicaAddress replica) {
        var shared = Objects.requireNonNull(http2);
        if (request.version() == HttpVersion.HTTP_2) {
            return shared;
        }
        boolean isShared =
                calls().count() >= SHARED_FROM && isSmall(request) && shared.isAtHand(replica);
        return isShared ? shared : Objects.requireNonNull(http1);
    }

    private static boolean isSmall(HttpServerRequest request) {
        var length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        return length == null
                ? request.getHeader(HttpHeaders.TRANSFER_ENCODING) == null
                : length.length() <= SMALL_DIGITS;
    }

    void execute(Runnable task) {
        Objects.requireNonNull(eventLoop).execute(task);
    }

    /// Where a call goes by the routes that are in force now.
    Destination destinationOf(HttpServerRequest request) {
        if (request.version() == HttpVersion.HTTP_2) {
            var authority = request.authority();
            return routes.find(authority == null ? null : authority.host(), request.uri());
        }
        return routes.find(request.getHeader(HttpHeaders.HOST), request.uri());
    }

    private void accept(HttpServerRequest request) {
        if (isDraining) {
            turnAway(request);
            return;
        }
        if (isTunnel(request)) {
            return;
        }
        switch (destinationOf(request)) {
            case Destination.ToRevision way -> new Call(this, request, way).begin();
            case Destination.ToPlatform() -> acceptForPlatform(request);
            case Destination.Unknown(var message) -> refuse(request, Refusal.unknown(message));
            case Destination.Unavailable(var message) ->
                    refuse(request, Refusal.unavailable(message));
        }
    }

    /// Refuses a call while the platform ends, and asks the caller to leave the connection.
    private static void turnAway(HttpServerRequest request) {
        if (request.version() == HttpVersion.HTTP_2) {
            request.connection().goAway(0);
        } else {
            request.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
        }
        refuse(request, Refusal.unavailable("the platform ends"));
    }

    private void acceptForPlatform(HttpServerRequest request) {
        if (isFromThisMachine(request)) {
            new Call(this, request, platform.to(request.uri())).begin();
            return;
        }
        refuse(
                request,
                Refusal.forbidden(
                        "'%s' is the platform's own, which answers only on its machine"
                                .formatted(request.path())));
    }

    private static boolean isFromThisMachine(HttpServerRequest request) {
        var caller = request.connection().remoteAddress();
        var host = caller == null ? null : caller.hostAddress();
        return host != null && InetAddress.ofLiteral(host).isLoopbackAddress();
    }

    /// Refuses what would make another protocol of the connection.
    private static boolean isTunnel(HttpServerRequest request) {
        if (request.method() == HttpMethod.CONNECT) {
            refuse(request, Refusal.unsupported("CONNECT is not supported"));
            return true;
        }
        var upgrade =
                request.version() == HttpVersion.HTTP_2
                        ? null
                        : request.getHeader(HttpHeaders.UPGRADE);
        if (upgrade == null || upgrade.equalsIgnoreCase("h2c")) {
            return false;
        }
        refuse(
                request,
                Refusal.unsupported(
                        "upgrade to '%s' is not supported, expected h2c".formatted(upgrade)));
        return true;
    }

    private static void refuse(HttpServerRequest request, Refusal refusal) {
        new Answer(request).refuse(refusal);
    }

    /// Refuses new calls from now on, and completes once those that were accepted ended or their
    /// time is up.
    void drain(long millis, Promise<Void> drained) {
        execute(() -> {
            isDraining = true;
            calls().whenNone(drained::tryComplete);
            Runnable giveUp = drained::tryComplete;
            Objects.requireNonNull(eventLoop).schedule(giveUp, millis, TimeUnit.MILLISECONDS);
        });
    }

    @Override
    public void stop(Promise<Void> stopped) {
        Objects.requireNonNull(server)
                .close()
                .onComplete(done -> {
                    Objects.requireNonNull(http1).close();
                    Objects.requireNonNull(http2).close();
                    stopped.handle(done);
                });
    }
}
