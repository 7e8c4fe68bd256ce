package dev.serval.platform.local.gateway;

import static dev.serval.platform.local.gateway.RunningGateway.IRIS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import dev.serval.platform.local.capacity.ReplicaAddress;
import io.grpc.CallOptions;
import io.grpc.ClientInterceptors;
import io.grpc.Context;
import io.grpc.ForwardingServerCall.SimpleForwardingServerCall;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.Server;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.ServerInterceptors;
import io.grpc.ServerServiceDefinition;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.MetadataUtils;
import io.grpc.stub.ServerCalls;
import io.grpc.stub.StreamObserver;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// gRPC's own client and server, with the gateway between them.
class GrpcThroughGatewayTest {
    private static final Metadata.Key<String> TRAILER =
            Metadata.Key.of("x-trailer", Metadata.ASCII_STRING_MARSHALLER);
    private static final MethodDescriptor<byte[], byte[]> ECHO = method("Echo", MethodType.UNARY);
    private static final MethodDescriptor<byte[], byte[]> FAIL = method("Fail", MethodType.UNARY);
    private static final MethodDescriptor<byte[], byte[]> HANG = method("Hang", MethodType.UNARY);
    private static final MethodDescriptor<byte[], byte[]> COUNT =
            method("Count", MethodType.SERVER_STREAMING);
    private static final MethodDescriptor<byte[], byte[]> CHAT =
            method("Chat", MethodType.BIDI_STREAMING);

    private final RunningGateway gateway = new RunningGateway();
    private final AtomicInteger cancelled = new AtomicInteger();
    private final AtomicReference<@Nullable Long> deadlineMillis = new AtomicReference<>();
    private Server server;
    private ManagedChannel channel;

    @BeforeEach
    void startTheReplica() throws IOException {
        server =
                NettyServerBuilder.forAddress(new InetSocketAddress("127.0.0.1", 0))
                        .addService(ServerInterceptors.intercept(service(), new AddTrailer()))
                        .maxInboundMessageSize(64 << 20)
                        .build()
                        .start();
        channel =
                NettyChannelBuilder.forAddress("127.0.0.1", gateway.port())
                        .overrideAuthority(IRIS)
                        .usePlaintext()
                        .maxInboundMessageSize(64 << 20)
                        .build();
    }

    @AfterEach
    void endAll() {
        channel.shutdownNow();
        server.shutdownNow();
        gateway.close();
    }

    @Test
    void passesAUnaryCallWithItsTrailers() {
        gateway.route(replica());
        var trailers = new AtomicReference<Metadata>();
        var headers = new AtomicReference<Metadata>();
        var intercepted =
                ClientInterceptors.intercept(
                        channel, MetadataUtils.newCaptureMetadataInterceptor(headers, trailers));

        var answer =
                ClientCalls.blockingUnaryCall(
                        intercepted, ECHO, CallOptions.DEFAULT, new byte[] {1, 2, 3});

        assertThat(answer).containsExactly(1, 2, 3);
        assertThat(trailers.get().get(TRAILER)).isEqualTo("kept");
    }

    @Test
    void passesLargeMessages() {
        gateway.route(replica());
        var message = new byte[20 << 20];
        message[12_345_678] = 42;

        assertThat(ClientCalls.blockingUnaryCall(channel, ECHO, CallOptions.DEFAULT, message))
                .isEqualTo(message);
    }

    @Test
    void passesAFailuresStatusAndText() {
        gateway.route(replica());

        var failure = failureOf(FAIL, CallOptions.DEFAULT);

        assertThat(failure).hasMessage("INVALID_ARGUMENT: no such tensor: \u00e9");
        assertThat(failure.getTrailers())
                .isNotNull()
                .extracting(trailers -> trailers.get(TRAILER))
                .isEqualTo("kept");
    }

    @Test
    void passesAStreamOfAnswers() {
        gateway.route(replica());

        var answers =
                ClientCalls.blockingServerStreamingCall(
                        channel, COUNT, CallOptions.DEFAULT, new byte[] {100});

        assertThat(answers).toIterable().hasSize(100);
    }

    @Test
    void messagesOfBothSidesPassWhileTheCallLasts() {
        gateway.route(replica());
        var heard = new ConcurrentLinkedQueue<byte[]>();
        var ended = new CountDownLatch(1);
        var speak =
                ClientCalls.asyncBidiStreamingCall(
                        channel.newCall(CHAT, CallOptions.DEFAULT), listener(heard, ended));
        for (int message = 1; message <= 10; message++) {
            speak.onNext(new byte[message]);
            int expected = message;
            await().until(() -> heard.size() == expected);
        }
        speak.onCompleted();

        await().until(() -> ended.getCount() == 0);
        assertThat(heard).extracting(bytes -> bytes.length).containsExactly(range(1, 10));
    }

    @Test
    void aThousandStreamsShareAConnection() {
        gateway.route(replica());
        var answered = new AtomicInteger();
        var streams = new ArrayList<StreamObserver<byte[]>>();
        for (int stream = 0; stream < 1_000; stream++) {
            streams.add(
                    ClientCalls.asyncBidiStreamingCall(
                            channel.newCall(CHAT, CallOptions.DEFAULT), counter(answered)));
        }
        streams.forEach(stream -> stream.onNext(new byte[10]));
        await().atMost(Duration.ofSeconds(30)).until(() -> answered.get() == 1_000);

        streams.forEach(StreamObserver::onCompleted);
        await().atMost(Duration.ofSeconds(30)).until(() -> answered.get() == 2_000);
    }

    @Test
    void aCancelledCallIsCancelledAtTheReplica() {
        var capacity = gateway.route(replica());
        var call = channel.newCall(HANG, CallOptions.DEFAULT);
        ClientCalls.asyncUnaryCall(call, new byte[1], counter(new AtomicInteger()));
        await().until(() -> deadlineMillis.get() != null);

        call.cancel("enough", null);

        await().until(() -> cancelled.get() == 1);
        await().until(() -> capacity.sample().working() == 0);
    }

    @Test
    void theReplicaLearnsTheDeadlineAndTheCallerItsEnd() {
        gateway.route(replica());

        var failure =
                failureOf(HANG, CallOptions.DEFAULT.withDeadlineAfter(300, TimeUnit.MILLISECONDS));

        assertThat(failure.getStatus().getCode()).isEqualTo(Status.Code.DEADLINE_EXCEEDED);
        assertThat(deadlineMillis.get()).isBetween(1L, 300L);
    }

    @Test
    void theReplicaLearnsWhatWaitingLeftOfTheDeadline() {
        var capacity = gateway.capacity();
        gateway.route(capacity, Duration.ofSeconds(60));
        var call =
                channel.newCall(HANG, CallOptions.DEFAULT.withDeadlineAfter(30, TimeUnit.SECONDS));
        ClientCalls.asyncUnaryCall(call, new byte[1], counter(new AtomicInteger()));
        await().pollDelay(Duration.ofMillis(300)).until(() -> capacity.sample().waiting() == 1);

        capacity.replicas(List.of(replica()));

        await().until(() -> deadlineMillis.get() != null);
        assertThat(deadlineMillis.get()).isBetween(1_000L, 29_750L);
    }

    @Test
    void refusalsAreGrpcsOwn() {
        var capacity = gateway.capacity();
        capacity.notStarting("exit code 1");
        gateway.route(capacity, Duration.ofSeconds(60));

        var failure = failureOf(ECHO, CallOptions.DEFAULT);

        assertThat(failure.getStatus().getCode()).isEqualTo(Status.Code.UNAVAILABLE);
        assertThat(failure.getStatus().getDescription())
                .isEqualTo("revision 'iris-predictor-00001' does not start: exit code 1");
    }

    @Test
    void aServicesTimeoutEndsTheCall() {
        var capacity = gateway.capacity();
        capacity.replicas(List.of(replica()));
        gateway.route(capacity, Duration.ofMillis(200));

        var failure = failureOf(HANG, CallOptions.DEFAULT);

        assertThat(failure.getStatus().getCode()).isEqualTo(Status.Code.DEADLINE_EXCEEDED);
        await().until(() -> cancelled.get() == 1);
    }

    @Test
    void aReplicaThatEndsWithinAStreamIsSaidToBeUnavailable() {
        gateway.route(replica());
        var failure = new AtomicReference<@Nullable Throwable>();
        var heard = new AtomicInteger();
        var speak =
                ClientCalls.asyncBidiStreamingCall(
                        channel.newCall(CHAT, CallOptions.DEFAULT), failing(heard, failure));
        speak.onNext(new byte[1]);
        await().until(() -> heard.get() == 1);

        server.shutdownNow();

        await().until(() -> failure.get() != null);
        assertThat(Status.fromThrowable(failure.get()).getCode())
                .isEqualTo(Status.Code.UNAVAILABLE);
    }

    private ReplicaAddress replica() {
        return new ReplicaAddress("grpc", server.getPort());
    }

    private StatusRuntimeException failureOf(
            MethodDescriptor<byte[], byte[]> method, CallOptions options) {
        return catchThrowableOfType(
                StatusRuntimeException.class,
                () -> ClientCalls.blockingUnaryCall(channel, method, options, new byte[1]));
    }

    private ServerServiceDefinition service() {
        return ServerServiceDefinition.builder("test.Talk")
                .addMethod(
                        ECHO,
                        ServerCalls.asyncUnaryCall((request, answer) -> {
                            answer.onNext(request);
                            answer.onCompleted();
                        }))
                .addMethod(
                        FAIL,
                        ServerCalls.asyncUnaryCall((_, answer) ->
                                answer.onError(
                                        Status.INVALID_ARGUMENT
                                                .withDescription("no such tensor: \u00e9")
                                                .asRuntimeException())))
                .addMethod(HANG, ServerCalls.asyncUnaryCall((_, _) -> hang()))
                .addMethod(
                        COUNT,
                        ServerCalls.asyncServerStreamingCall((request, answer) -> {
                            for (int i = 0; i < request[0]; i++) {
                                answer.onNext(new byte[i]);
                            }
                            answer.onCompleted();
                        }))
                .addMethod(CHAT, ServerCalls.asyncBidiStreamingCall(answer -> answer))
                .build();
    }

    private void hang() {
        var context = Context.current();
        context.addListener(_ -> cancelled.incrementAndGet(), Runnable::run);
        var deadline = context.getDeadline();
        deadlineMillis.set(
                deadline == null ? Long.MAX_VALUE : deadline.timeRemaining(TimeUnit.MILLISECONDS));
    }

    private static MethodDescriptor<byte[], byte[]> method(String name, MethodType type) {
        return MethodDescriptor.<byte[], byte[]>newBuilder()
                .setFullMethodName("test.Talk/" + name)
                .setType(type)
                .setRequestMarshaller(new Bytes())
                .setResponseMarshaller(new Bytes())
                .build();
    }

    private static Integer[] range(int first, int last) {
        return IntStream.rangeClosed(first, last).boxed().toArray(Integer[]::new);
    }

    private static StreamObserver<byte[]> listener(Queue<byte[]> heard, CountDownLatch ended) {
        return new Listener(heard::add, _ -> {}, ended::countDown);
    }

    private static StreamObserver<byte[]> counter(AtomicInteger counted) {
        return new Listener(_ -> counted.incrementAndGet(), _ -> {}, counted::incrementAndGet);
    }

    private static StreamObserver<byte[]> failing(
            AtomicInteger heard, AtomicReference<@Nullable Throwable> failure) {
        return new Listener(_ -> heard.incrementAndGet(), failure::set, () -> {});
    }

    private record Listener(Consumer<byte[]> message, Consumer<Throwable> failure, Runnable end)
            implements StreamObserver<byte[]> {
        @Override
        public void onNext(byte[] value) {
            message.accept(value);
        }

        @Override
        public void onError(Throwable cause) {
            failure.accept(cause);
        }

        @Override
        public void onCompleted() {
            end.run();
        }
    }

    /// Messages are bytes: what they mean is no matter of the gateway's.
    private static final class Bytes implements MethodDescriptor.Marshaller<byte[]> {
        @Override
        public InputStream stream(byte[] value) {
            return new ByteArrayInputStream(value);
        }

        @Override
        public byte[] parse(InputStream stream) {
            try {
                return stream.readAllBytes();
            } catch (IOException broken) {
                throw new UncheckedIOException(broken);
            }
        }
    }

    private static final class AddTrailer implements ServerInterceptor {
        @Override
        public <A, B> ServerCall.Listener<A> interceptCall(
                ServerCall<A, B> call, Metadata headers, ServerCallHandler<A, B> next) {
            return next.startCall(
                    new SimpleForwardingServerCall<A, B>(call) {
                        @Override
                        public void close(Status status, Metadata trailers) {
                            trailers.put(TRAILER, "kept");
                            super.close(status, trailers);
                        }
                    },
                    headers);
        }
    }
}
