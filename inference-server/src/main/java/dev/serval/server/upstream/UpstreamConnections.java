package dev.serval.server.upstream;

import dev.serval.inference.failure.InferenceException;
import dev.serval.inference.failure.Overloaded;
import dev.serval.inference.failure.PredictorFailure;
import dev.serval.inference.request.CallContext;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.ConnectionPoolTooBusyException;
import io.vertx.core.http.Http2Settings;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.core.net.SocketAddress;
import io.vertx.core.tracing.TracingPolicy;
import java.io.IOException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import javax.net.ssl.SSLException;

/// The connections to one predictor, kept open between calls.
final class UpstreamConnections implements AutoCloseable {
    private static final int KEPT_SECONDS = 30;
    private static final int WAITING = 4096;
    private static final int STREAM_WINDOW = 1 << 20;
    private static final int CONNECTION_WINDOW = 16 << 20;
    private static final Duration CONNECTING = Duration.ofSeconds(10);
    private static final int UNAVAILABLE = 503;

    private final Vertx vertx;
    private final HttpClient client;
    private final UpstreamSettings settings;

    UpstreamConnections(Vertx vertx, UpstreamSettings settings) {
        this.vertx = vertx;
        this.settings = settings;
        this.client = vertx.createHttpClient(options(settings), pool(settings));
    }

    private static HttpClientOptions options(UpstreamSettings settings) {
        boolean tls = settings.address().tls();
        boolean http2 = settings.protocol() == PredictorProtocol.GRPC_V2 || settings.http2();
        HttpClientOptions options =
                new HttpClientOptions()
                        .setSsl(tls)
                        .setUseAlpn(tls)
                        .setKeepAliveTimeout(KEPT_SECONDS)
                        .setHttp2KeepAliveTimeout(KEPT_SECONDS)
                        .setHttp2ClearTextUpgrade(false)
                        .setHttp2ConnectionWindowSize(CONNECTION_WINDOW)
                        .setInitialSettings(new Http2Settings().setInitialWindowSize(STREAM_WINDOW))
                        .setTracingPolicy(TracingPolicy.IGNORE)
                        .setProtocolVersion(
                                tls || http2 ? HttpVersion.HTTP_2 : HttpVersion.HTTP_1_1);
        if (settings.protocol() == PredictorProtocol.GRPC_V2) {
            options.setAlpnVersions(List.of(HttpVersion.HTTP_2));
        }
        if (settings.trustCertificates() != null) {
            options.setTrustOptions(
                    new PemTrustOptions().addCertPath(settings.trustCertificates().toString()));
        }
        return options;
    }

    private static PoolOptions pool(UpstreamSettings settings) {
        return new PoolOptions()
                .setHttp1MaxSize(settings.connections())
                .setHttp2MaxSize(Runtime.getRuntime().availableProcessors())
                .setMaxWaitQueueSize(WAITING);
    }

    Vertx vertx() {
        return vertx;
    }

    PredictorAddress address() {
        return settings.address();
    }

    int retries() {
        return settings.retries();
    }

    long maxAnswer() {
        return settings.maxAnswer();
    }

    /// A request with its headers, on a connection that stands.
    Future<HttpClientRequest> request(EncodedCall encoded, CallContext call) {
        PredictorAddress address = settings.address();
        Duration left = call.deadline().remaining();
        Duration connecting = left.compareTo(CONNECTING) < 0 ? left : CONNECTING;
        RequestOptions options =
                new RequestOptions()
                        .setMethod(encoded.method())
                        .setHost(address.host())
                        .setPort(address.port())
                        .setServer(
                                SocketAddress.inetSocketAddress(
                                        address.port(), address.connectHost()))
                        .setSsl(address.tls())
                        .setConnectTimeout(Math.max(1, connecting.toMillis()))
                        .setURI(encoded.path());
        encoded.headers().forEach(options::putHeader);
        if (settings.protocol() == PredictorProtocol.GRPC_V2) {
            options.putHeader("grpc-timeout", grpcTimeout(left));
        }
        for (String name : settings.headers()) {
            call.headers().find(name).ifPresent(value -> options.putHeader(name, value));
        }
        return client.request(options);
    }

    /// As gRPC writes it: up to eight digits and a unit.
    private static String grpcTimeout(Duration left) {
        long millis = Math.max(1, left.toMillis());
        return millis < 100_000_000 ? millis + "m" : Math.min(left.toSeconds(), 99_999_999) + "S";
    }

    /// Whether a failure to connect may be another time's success.
    static boolean mayPass(Throwable cause) {
        return cause instanceof IOException
                && !(cause instanceof UnknownHostException)
                && !(cause instanceof SSLException);
    }

    /// What the caller is told where no connection could be made.
    InferenceException unreachable(Throwable cause) {
        if (cause instanceof ConnectionPoolTooBusyException) {
            return new Overloaded(
                    "%d calls wait for a connection to the predictor at %s already"
                            .formatted(WAITING, settings.address()),
                    Duration.ofSeconds(1));
        }
        return new PredictorFailure(
                UNAVAILABLE,
                "the predictor at %s cannot be reached: %s"
                        .formatted(settings.address(), cause.getMessage()),
                null);
    }

    @Override
    public void close() {
        client.close();
    }
}
