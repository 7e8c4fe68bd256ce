package dev.serval.platform.local.gateway;

import static dev.serval.platform.local.gateway.RunningGateway.result;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.serval.platform.local.capacity.ReplicaAddress;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.DefaultHttp2HeadersFrame;
import io.netty.handler.codec.http2.Http2FrameCodecBuilder;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2HeadersFrame;
import io.netty.handler.codec.http2.Http2MultiplexHandler;
import java.net.InetSocketAddress;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Answers over HTTP/2 with headers that HTTP does not allow.
class MalformedAnswerTest {
    private static final String ODD = "/v1/models/odd";
    private static final String SOUND = "/v1/models/sound";

    private final RunningGateway gateway = new RunningGateway();
    private final EventLoopGroup threads = new NioEventLoopGroup(1);
    private final Queue<ChannelHandlerContext> held = new ConcurrentLinkedQueue<>();

    @AfterEach
    void endAll() {
        gateway.close();
        threads.shutdownGracefully();
    }

    @Test
    void fail502AndHarmNoOtherCallOnTheirConnection() throws Exception {
        var capacity = gateway.route(replica());
        var client = gateway.http2();
        var sound = gateway.post(client, SOUND, "{}");
        await().until(() -> held.size() == 1);

        var odd = result(gateway.post(client, ODD, "{}"));
        answer(held.remove(), new DefaultHttp2Headers().status("200"));

        assertThat(odd.status()).isEqualTo(502);
        assertThat(odd.text()).contains("the replica's answer is no HTTP", "x odd");
        assertThat(result(sound).status()).isEqualTo(200);
        await().until(() -> capacity.sample().working() == 0);
    }

    private ReplicaAddress replica() throws InterruptedException {
        var bound =
                new ServerBootstrap()
                        .group(threads)
                        .channel(NioServerSocketChannel.class)
                        .childHandler(new Http2())
                        .bind("127.0.0.1", 0)
                        .sync()
                        .channel();
        return new ReplicaAddress("odd", ((InetSocketAddress) bound.localAddress()).getPort());
    }

    private static void answer(ChannelHandlerContext call, Http2Headers headers) {
        call.writeAndFlush(new DefaultHttp2HeadersFrame(headers, true));
    }

    private final class Http2 extends ChannelInitializer<Channel> {
        @Override
        protected void initChannel(Channel channel) {
            channel.pipeline()
                    .addLast(
                            Http2FrameCodecBuilder.forServer().validateHeaders(false).build(),
                            new Http2MultiplexHandler(new Replica()));
        }
    }

    @Sharable
    private final class Replica extends SimpleChannelInboundHandler<Http2HeadersFrame> {
        @Override
        protected void channelRead0(ChannelHandlerContext call, Http2HeadersFrame frame) {
            if (ODD.contentEquals(frame.headers().path())) {
                answer(call, new DefaultHttp2Headers(false).status("200").add("x odd", "1"));
            } else {
                held.add(call);
            }
        }
    }
}
