package dev.serval.benchmark.suite;

import dev.serval.benchmark.load.LoadPlan;
import dev.serval.benchmark.load.LoadPlan.Transport;
import dev.serval.benchmark.model.MeasuredModel;
import dev.serval.benchmark.model.ProtoMessage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// How a request travels, and what one of that kind looks like.
enum Wire {
    V1_JSON("V1 JSON") {
        @Override
        Request request(MeasuredModel model) {
            String body = "{\"instances\":%s}".formatted(nested(model));
            return json("/v1/models/%s:predict".formatted(model.modelName()), body);
        }
    },
    V2_JSON("V2 JSON") {
        @Override
        Request request(MeasuredModel model) {
            String body =
                    "{\"id\":\"1\",\"inputs\":[{\"name\":\"%s\",\"shape\":%s,\"datatype\":\"FP32\",\"data\":%s}]}"
                            .formatted(model.input(), shape(model), flat(model));
            return json("/v2/models/%s/infer".formatted(model.modelName()), body);
        }
    },
    V2_BINARY("V2 binary") {
        @Override
        Request request(MeasuredModel model) {
            ByteBuffer raw = model.rawElements();
            byte[] head =
                    ("{\"id\":\"1\",\"inputs\":[{\"name\":\"%s\",\"shape\":%s,\"datatype\":\"FP32\","
                                    + "\"parameters\":{\"binary_data_size\":%d}}],"
                                    + "\"parameters\":{\"binary_data_output\":true}}")
                            .formatted(model.input(), shape(model), raw.remaining())
                            .getBytes(StandardCharsets.UTF_8);
            Map<String, String> headers =
                    Map.of(
                            "content-type",
                            "application/octet-stream",
                            "inference-header-content-length",
                            Integer.toString(head.length));
            ByteBuffer body = ByteBuffer.allocate(head.length + raw.remaining());
            return new Request(
                    Transport.HTTP1,
                    "/v2/models/%s/infer".formatted(model.modelName()),
                    headers,
                    body.put(head).put(raw).flip());
        }
    },
    GRPC_RAW("gRPC raw") {
        @Override
        Request request(MeasuredModel model) {
            return grpc(message(model).with(5, input(model)).with(7, model.rawElements().array()));
        }
    },
    GRPC_TYPED("gRPC typed") {
        @Override
        Request request(MeasuredModel model) {
            ProtoMessage contents = new ProtoMessage().with(6, model.rawElements().array());
            return grpc(message(model).with(5, input(model).with(5, contents)));
        }
    };

    private static final String MODEL_INFER = "/inference.GRPCInferenceService/ModelInfer";
    private static final int PREFIX = 5;

    private final String label;

    Wire(String label) {
        this.label = label;
    }

    /// What is sent.
    private record Request(
            Transport transport, String path, Map<String, String> headers, ByteBuffer body) {}

    abstract Request request(MeasuredModel model);

    String label() {
        return label;
    }

    boolean isGrpc() {
        return this == GRPC_RAW || this == GRPC_TYPED;
    }

    /// A plan that keeps that many requests of this kind in flight.
    ///
    /// @param folder where the request's body is written
    LoadPlan plan(MeasuredModel model, int port, int inFlight, Path folder) throws IOException {
        Request request = request(model);
        Path body = folder.resolve("%s.%s".formatted(model.modelName(), name()));
        byte[] bytes = new byte[request.body().remaining()];
        request.body().duplicate().get(bytes);
        Files.write(body, bytes);
        boolean one = request.transport() != Transport.HTTP1;
        return new LoadPlan(
                port,
                request.transport(),
                request.path(),
                request.headers(),
                body,
                one ? 1 : inFlight,
                one ? inFlight : 1,
                Duration.ZERO,
                0);
    }

    private static Request json(String path, String body) {
        return new Request(
                Transport.HTTP1,
                path,
                Map.of("content-type", "application/json"),
                ByteBuffer.wrap(body.getBytes(StandardCharsets.UTF_8)));
    }

    private static Request grpc(ProtoMessage message) {
        byte[] bytes = message.toByteArray();
        ByteBuffer frame = ByteBuffer.allocate(PREFIX + bytes.length);
        frame.put((byte) 0).putInt(bytes.length).put(bytes).flip();
        Map<String, String> headers = Map.of("content-type", "application/grpc", "te", "trailers");
        return new Request(Transport.GRPC, MODEL_INFER, headers, frame);
    }

    private static ProtoMessage message(MeasuredModel model) {
        return new ProtoMessage().with(1, model.modelName()).with(3, "1");
    }

    private static ProtoMessage input(MeasuredModel model) {
        long[] shape = model.shape().stream().mapToLong(Long::longValue).toArray();
        return new ProtoMessage().with(1, model.input()).with(2, "FP32").withPacked(3, shape);
    }

    private static String shape(MeasuredModel model) {
        return model.shape().stream()
                .map(Object::toString)
                .collect(Collectors.joining(",", "[", "]"));
    }

    private static String flat(MeasuredModel model) {
        StringBuilder text = new StringBuilder("[");
        for (float element : model.elements()) {
            text.append(text.length() > 1 ? "," : "").append(element);
        }
        return text.append(']').toString();
    }

    private static String nested(MeasuredModel model) {
        StringBuilder text = new StringBuilder();
        append(text, model.elements(), 0, model.shape());
        return text.toString();
    }

    private static int append(StringBuilder text, float[] elements, int from, List<Long> shape) {
        int next = from;
        text.append('[');
        for (long i = 0; i < shape.getFirst(); i++) {
            text.append(i > 0 ? "," : "");
            if (shape.size() == 1) {
                text.append(elements[next++]);
            } else {
                next = append(text, elements, next, shape.subList(1, shape.size()));
            }
        }
        text.append(']');
        return next;
    }
}
