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
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// A gateway on a free port with replicas that are servers in this process, and clients for it.
final class RunningGateway implements AutoCloseable {
    static final String IRIS = "iris.default.localhost";

    private static final Duration LONG = Duration.ofSeconds(60);
    private static final int SECONDS = 20;

    private final Vertx vertx = Vertx.vertx();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    private final Routes routes = new Routes(bound -> ThreadLocalRandom.current().nextInt(bound));
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final Gateway gateway;
    private final List<HttpClient> clients = new ArrayList<>();
    private final int port;

    RunningGateway() {
        this(1);
    }

    RunningGateway(int platformPort) {
        this(platformPort, new Settings("127.0.0.1", 0, 2, Duration.ofSeconds(5)));
    }

    RunningGateway(int platformPort, Settings settings) {
        gateway = new Gateway(vertx, routes, registry, settings);
        try {
            port = gateway.open(platformPort);
        } catch (PortInUseException impossible) {
            throw new AssertionError(impossible);
        }
    }

    /// The gateway's configuration, as a value.
    record Settings(String host, int port, int eventLoops, Duration drain)
            implements GatewayConfig {}

    /// An answer, with its body.
    record Reply(HttpClientResponse head, Buffer body) {
        int status() {
            return head.statusCode();
        }

        @Nullable String header(String name) {
            return head.getHeader(name);
        }

        String text() {
            return body.toString();
        }
    }

    int port() {
        return port;
    }

    Gateway gateway() {
        return gateway;
    }

    Vertx vertx() {
        return vertx;
    }

    SimpleMeterRegistry registry() {
        return registry;
    }

    RevisionCapacity capacity() {
        return capacity(0, 1_000);
    }

    RevisionCapacity capacity(int callsPerReplica, int waitingCalls) {
        return new RevisionCapacity(new CapacityLimits(callsPerReplica, waitingCalls), timer);
    }

    /// Routes `iris` in namespace `default` to one revision.
    RevisionCapacity route(ReplicaAddress... replicas) {
        var capacity = capacity();
        capacity.replicas(List.of(replicas));
        route(capacity, LONG);
        return capacity;
    }

    void route(RevisionCapacity capacity, Duration timeout) {
        route(timeout, new RevisionShare("iris-predictor-00001", 100, null, capacity));
    }

    void route(Duration timeout, RevisionShare... shares) {
        var component =
                new ComponentRoute(
                        ComponentKind.PREDICTOR, "iris-predictor", List.of(shares), timeout);
        routes.publish(List.of(new ServiceRoute("default", "iris", List.of(component), null)));
    }

    /// Begins a replica that answers as `handler` does, over HTTP/1.1 and HTTP/2.
    ReplicaAddress replica(String name, Consumer<HttpServerRequest> handler) {
        var server =
                vertx.createHttpServer(
                                new HttpServerOptions()
                                        .setHost("127.0.0.1")
                                        .setMaxHeaderSize(65536))
                        .requestHandler(handler::accept);
        return new ReplicaAddress(name, result(server.listen(0)).actualPort());
    }

    /// A replica that answers each call with its own name.
    ReplicaAddress namedReplica(String name) {
        return replica(name, request -> request.response().end(name));
    }

    HttpClient client(HttpClientOptions options) {
        var client =
                vertx.createHttpClient(
                        options.setDefaultHost("127.0.0.1")
                                .setDefaultPort(port)
                                .setMaxPoolSize(200)
                                .setHttp2ClearTextUpgrade(false));
        clients.add(client);
        return client;
    }

    HttpClient http1() {
        return client(new HttpClientOptions());
    }

    HttpClient http2() {
        return client(new HttpClientOptions().setProtocolVersion(HttpVersion.HTTP_2));
    }

    HttpClient over(HttpVersion version) {
        return client(new HttpClientOptions().setProtocolVersion(version));
    }

    RequestOptions to(String host, HttpMethod method, String uri) {
        return new RequestOptions()
                .setServer(SocketAddress.inetSocketAddress(port, "127.0.0.1"))
                .setHost(host)
                .setPort(port)
                .setMethod(method)
                .setURI(uri);
    }

    /// The body is asked for where the head is told: a head that reaches this thread may come after
    /// its body, which then is gone.
    Future<Reply> ask(HttpClient client, RequestOptions options, Buffer body) {
        return client.request(options)
                .compose(request ->
                        request.send(body)
                                .compose(head -> head.body().map(bytes -> new Reply(head, bytes))));
    }

    Future<Reply> post(HttpClient client, String uri, String body) {
        return ask(client, to(IRIS, HttpMethod.POST, uri), Buffer.buffer(body));
    }

    Reply get(HttpClient client, String uri) {
        return result(ask(client, to(IRIS, HttpMethod.GET, uri), Buffer.buffer()));
    }

    /// What a future ends with, in time.
    static <T> T result(Future<T> future) {
        try {
            return future.toCompletionStage().toCompletableFuture().get(SECONDS, TimeUnit.SECONDS);
        } catch (Exception failure) {
            throw new AssertionError(failure);
        }
    }

    @Override
    public void close() {
        gateway.close();
        result(vertx.close());
        timer.shutdownNow();
    }
}
