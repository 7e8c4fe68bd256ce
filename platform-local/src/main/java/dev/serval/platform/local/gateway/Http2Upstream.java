package dev.serval.platform.local.gateway;

import dev.serval.platform.local.capacity.ReplicaAddress;
import io.netty.channel.EventLoop;
import io.vertx.core.Vertx;
import io.vertx.core.http.Http2Settings;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;

/// The HTTP/2 connections of one event loop, each shared by many calls.
final class Http2Upstream implements Upstream {
    private static final int CONNECT_MILLIS = 2_000;

    /// A replica takes some hundred calls at once on a connection.
    private static final int MOST_CONNECTIONS = 32;

    private final HttpClient client;
    private final EventLoop eventLoop;

    Http2Upstream(Vertx vertx, EventLoop eventLoop) {
        this.eventLoop = eventLoop;
        client =
                vertx.createHttpClient(
                        new HttpClientOptions()
                                .setProtocolVersion(HttpVersion.HTTP_2)
                                .setHttp2ClearTextUpgrade(false)
                                .setInitialSettings(
                                        new Http2Settings()
                                                .setInitialWindowSize(GatewayLoop.STREAM_WINDOW)
                                                .setMaxHeaderListSize(GatewayLoop.LARGEST_HEAD))
                                .setHttp2ConnectionWindowSize(GatewayLoop.CONNECTION_WINDOW)
                                .setConnectTimeout(CONNECT_MILLIS)
                                .setTcpNoDelay(true),
                        new PoolOptions()
                                .setHttp2MaxSize(MOST_CONNECTIONS)
                                .setMaxWaitQueueSize(-1));
    }

    @Override
    public void open(ReplicaAddress replica, CallHead head, ExchangeListener listener) {
        var options =
                new RequestOptions()
                        .setHost("127.0.0.1")
                        .setPort(replica.port())
                        .setMethod(head.method())
                        .setURI(head.uri());
        client.request(options)
                .onSuccess(request -> begin(request, head, listener))
                .onFailure(cause ->
                        listener.failed(
                                new ExchangeFailure.Unreachable(
                                        String.valueOf(cause.getMessage()))));
    }

    private void begin(HttpClientRequest request, CallHead head, ExchangeListener listener) {
        var authority = head.request().authority();
        if (authority != null) {
            request.authority(authority);
        }
        head.forEachHeader((name, value) -> request.headers().add(name, value));
        if ("trailers".equals(head.request().getHeader("te"))) {
            request.headers().add("te", "trailers");
        }
        new Http2Exchange(request, eventLoop, listener).begin();
    }

    /// Over HTTP/2 a broken connection is noticed by all its calls at once, and none is used again.
    @Override
    public void openAfresh(ReplicaAddress replica, CallHead head, ExchangeListener listener) {
        eventLoop.execute(() -> open(replica, head, listener));
    }

    @Override
    public void close() {
        client.close();
    }
}
