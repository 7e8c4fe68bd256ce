package dev.serval.server.grpc;

import dev.serval.server.lane.Lanes;
import io.netty.handler.codec.http2.Http2ConnectionHandler;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.net.impl.ConnectionBase;
import jakarta.inject.Singleton;

/// Opens a [FrameLane] on connections that bring gRPC calls.
@Singleton
class FrameLanes {
    private final InferSessions sessions;
    private final Lanes lanes;
    private final boolean enabled;

    FrameLanes(InferSessions sessions, Lanes lanes, GrpcConfig config) {
        this.sessions = sessions;
        this.lanes = lanes;
        this.enabled = config.frameLane();
    }

    /// Has the later calls of a connection answered on a lane, where they may be. Called on the
    /// connection's event loop.
    void open(HttpConnection connection) {
        if (!enabled || !lanes.areOpen() || !(connection instanceof ConnectionBase base)) {
            return;
        }
        Http2ConnectionHandler http2 = base.channel().pipeline().get(Http2ConnectionHandler.class);
        if (http2 != null && !(http2.decoder().frameListener() instanceof FrameLane)) {
            FrameLane.open(http2, base.channelHandlerContext(), base.getContext(), lanes, sessions);
        }
    }
}
