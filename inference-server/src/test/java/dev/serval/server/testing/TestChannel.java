package dev.serval.server.testing;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ManagedChannel;
import io.grpc.MethodDescriptor;
import io.grpc.netty.NettyChannelBuilder;
import java.net.URI;

/// A gRPC channel to the server under test, without TLS. Closing it calls its calls off.
public final class TestChannel extends Channel implements AutoCloseable {
    private final ManagedChannel channel;

    private TestChannel(ManagedChannel channel) {
        this.channel = channel;
    }

    /// One that connects at its first call, which is a request of Vert.x.
    public static TestChannel to(URI server) {
        return new TestChannel(
                NettyChannelBuilder.forAddress("localhost", server.getPort())
                        .usePlaintext()
                        .build());
    }

    /// One whose connection has had its first call, so that those to come are answered from its
    /// frames.
    public static TestChannel onALane(URI server) {
        TestChannel channel = to(server);
        var unused = GrpcRequests.blocking(channel).modelInfer(GrpcRequests.pair("adder"));
        return channel;
    }

    @Override
    public <Q, A> ClientCall<Q, A> newCall(MethodDescriptor<Q, A> method, CallOptions options) {
        return channel.newCall(method, options);
    }

    @Override
    public String authority() {
        return channel.authority();
    }

    @Override
    public void close() {
        channel.shutdownNow();
    }
}
