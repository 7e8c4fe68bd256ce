package dev.serval.server.http;

import dev.serval.server.lane.Lanes;
import dev.serval.server.routing.RouteOrder;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.HttpContentEncoder;
import io.netty.handler.codec.http.HttpResponseEncoder;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.impl.ConnectionBase;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/// Opens a [MessageLane] on each HTTP/1.1 connection with its first request, whatever that is: from
/// then on the lane knows which answers are owed.
@ApplicationScoped
class MessageLanes {
    private static final String NAME = "serval";

    private final InferCalls calls;
    private final Lanes lanes;
    private final LaneConfig config;

    MessageLanes(InferCalls calls, Lanes lanes, LaneConfig config) {
        this.calls = calls;
        this.lanes = lanes;
        this.config = config;
    }

    void install(@Observes Router router) {
        if (config.messageLane() && lanes.areOpen()) {
            router.route().order(RouteOrder.FIRST).handler(this::route);
        }
    }

    private void route(RoutingContext routing) {
        HttpServerRequest request = routing.request();
        if (request.version() != HttpVersion.HTTP_2
                && request.connection() instanceof ConnectionBase connection) {
            open(connection);
        }
        routing.next();
    }

    private void open(ConnectionBase connection) {
        ChannelHandlerContext vertx = connection.channelHandlerContext();
        ChannelPipeline pipeline = vertx.pipeline();
        ChannelHandlerContext encoder = pipeline.context(HttpResponseEncoder.class);
        if (encoder != null
                && pipeline.get(NAME) == null
                && pipeline.get(HttpContentEncoder.class) == null) {
            MessageLane lane = new MessageLane(encoder, connection.getContext(), calls, lanes);
            pipeline.addBefore(vertx.name(), NAME, lane);
        }
    }
}
