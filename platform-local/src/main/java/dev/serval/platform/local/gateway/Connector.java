package dev.serval.platform.local.gateway;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.function.Consumer;

/// Connects one event loop to replicas. Connections are Netty's channels and not those of an
/// `HttpClient`, so that a call costs no more objects, locks, copies and flushes than it needs.
final class Connector {
    private static final int CONNECT_MILLIS = 2_000;
    private static final InetAddress LOOPBACK = InetAddress.ofLiteral("127.0.0.1");

    private final Bootstrap bootstrap;

    Connector(EventLoop eventLoop) {
        bootstrap =
                new Bootstrap()
                        .group(eventLoop)
                        .channel(NioSocketChannel.class)
                        .option(ChannelOption.TCP_NODELAY, true)
                        .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, CONNECT_MILLIS);
    }

    /// Connects to a port of this machine.
    ///
    /// @param attach what makes something of the channel, before it is connected
    ChannelFuture connect(int port, Consumer<Channel> attach) {
        return bootstrap
                .clone()
                .handler(
                        new ChannelInitializer<>() {
                            @Override
                            protected void initChannel(Channel channel) {
                                attach.accept(channel);
                            }
                        })
                .connect(new InetSocketAddress(LOOPBACK, port));
    }
}
