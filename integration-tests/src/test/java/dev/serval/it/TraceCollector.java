package dev.serval.it;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.UnknownFieldSet;
import io.grpc.MethodDescriptor;
import io.grpc.Server;
import io.grpc.ServerServiceDefinition;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.ServerCalls;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;

/// Takes spans as an OpenTelemetry collector does: OTLP over gRPC. The messages are read by their
/// field numbers (opentelemetry-proto 1.x).
final class TraceCollector implements AutoCloseable {
    private static final String SERVICE = "opentelemetry.proto.collector.trace.v1.TraceService";
    private static final int SERVER = 2;

    private final List<Span> spans = new CopyOnWriteArrayList<>();
    private final Server server;

    /// A span that arrived; ids in hexadecimal.
    record Span(
            String name,
            boolean isServer,
            String trace,
            String parent,
            Map<String, String> attributes) {}

    TraceCollector() throws IOException {
        MethodDescriptor<byte[], byte[]> export =
                MethodDescriptor.<byte[], byte[]>newBuilder()
                        .setType(MethodDescriptor.MethodType.UNARY)
                        .setFullMethodName(SERVICE + "/Export")
                        .setRequestMarshaller(new Bytes())
                        .setResponseMarshaller(new Bytes())
                        .build();
        server =
                NettyServerBuilder.forAddress(
                                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                        .addService(
                                ServerServiceDefinition.builder(SERVICE)
                                        .addMethod(
                                                export,
                                                ServerCalls.asyncUnaryCall((request, observer) -> {
                                                    take(request);
                                                    observer.onNext(new byte[0]);
                                                    observer.onCompleted();
                                                }))
                                        .build())
                        .build()
                        .start();
    }

    String endpoint() {
        return "http://localhost:" + server.getPort();
    }

    /// What arrived so far.
    List<Span> spans() {
        return spans;
    }

    private void take(byte[] request) {
        try {
            for (UnknownFieldSet resource : messages(UnknownFieldSet.parseFrom(request), 1)) {
                for (UnknownFieldSet scope : messages(resource, 2)) {
                    for (UnknownFieldSet span : messages(scope, 2)) {
                        spans.add(span(span));
                    }
                }
            }
        } catch (InvalidProtocolBufferException malformed) {
            throw new IllegalArgumentException(malformed);
        }
    }

    private static Span span(UnknownFieldSet span) throws InvalidProtocolBufferException {
        Map<String, String> attributes =
                messages(span, 9).stream()
                        .collect(
                                Collectors.toMap(
                                        attribute -> text(attribute, 1),
                                        TraceCollector::value,
                                        (first, _) -> first));
        return new Span(
                text(span, 5),
                span.getField(6).getVarintList().contains((long) SERVER),
                hex(span, 1),
                hex(span, 4),
                attributes);
    }

    /// An attribute's value, if it is a text or a number.
    private static String value(UnknownFieldSet attribute) {
        try {
            UnknownFieldSet value = messages(attribute, 2).getFirst();
            return value.hasField(3)
                    ? value.getField(3).getVarintList().getFirst().toString()
                    : text(value, 1);
        } catch (InvalidProtocolBufferException malformed) {
            throw new IllegalArgumentException(malformed);
        }
    }

    private static List<UnknownFieldSet> messages(UnknownFieldSet in, int field)
            throws InvalidProtocolBufferException {
        List<UnknownFieldSet> messages = new CopyOnWriteArrayList<>();
        for (ByteString bytes : in.getField(field).getLengthDelimitedList()) {
            messages.add(UnknownFieldSet.parseFrom(bytes));
        }
        return messages;
    }

    private static String text(UnknownFieldSet in, int field) {
        return in.getField(field).getLengthDelimitedList().stream()
                .map(ByteString::toStringUtf8)
                .findFirst()
                .orElse("");
    }

    private static String hex(UnknownFieldSet in, int field) {
        return in.getField(field).getLengthDelimitedList().stream()
                .map(bytes -> HexFormat.of().formatHex(bytes.toByteArray()))
                .findFirst()
                .orElse("");
    }

    @Override
    public void close() {
        server.shutdownNow();
    }

    private static final class Bytes implements MethodDescriptor.Marshaller<byte[]> {
        @Override
        public InputStream stream(byte[] value) {
            return new ByteArrayInputStream(value);
        }

        @Override
        public byte[] parse(InputStream stream) {
            try (stream) {
                return stream.readAllBytes();
            } catch (IOException broken) {
                throw new IllegalArgumentException(broken);
            }
        }
    }
}
