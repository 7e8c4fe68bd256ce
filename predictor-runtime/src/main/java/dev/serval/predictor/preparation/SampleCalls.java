package dev.serval.predictor.preparation;

import com.google.protobuf.ByteString;
import dev.serval.server.grpc.proto.GRPCInferenceServiceGrpc;
import dev.serval.server.grpc.proto.GRPCInferenceServiceGrpc.GRPCInferenceServiceBlockingStub;
import dev.serval.server.grpc.proto.ModelInferRequest;
import dev.serval.server.grpc.proto.ModelMetadataRequest;
import dev.serval.server.grpc.proto.ModelMetadataResponse;
import dev.serval.server.grpc.proto.ServerReadyRequest;
import io.grpc.ManagedChannel;
import io.grpc.netty.NettyChannelBuilder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/// What clients of a predictor ask it for, over each protocol, of a model of four numbers a row.
final class SampleCalls implements AutoCloseable {
    /// Enough for Java to see which methods are worth compiling.
    private static final int ROUNDS = 50;

    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final Duration PAUSE = Duration.ofMillis(20);
    private static final float[] ROW = {5.1f, 3.5f, 1.4f, 0.2f};
    private static final String NUMBERS = "5.1,3.5,1.4,0.2";
    private static final String JSON_LENGTH = "Inference-Header-Content-Length";

    private final String server;
    private final String model;
    private final HttpClient client = HttpClient.newHttpClient();
    private final ManagedChannel channel;
    private final GRPCInferenceServiceBlockingStub grpc;

    SampleCalls(int port, String model) {
        this.server = "http://localhost:" + port;
        this.model = model;
        channel = NettyChannelBuilder.forAddress("localhost", port).usePlaintext().build();
        grpc = GRPCInferenceServiceGrpc.newBlockingStub(channel);
    }

    /// @throws IOException if the predictor ends, or is not ready in three minutes
    void awaitReady(Process predictor) throws IOException, InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < end && predictor.isAlive()) {
            try {
                if (status(get("/v2/health/ready")) == 200) {
                    return;
                }
            } catch (ConnectException notYet) {
                // Tried again below.
            }
            Thread.sleep(PAUSE);
        }
        throw new IOException("the predictor is not ready");
    }

    /// @throws IOException if a call is not answered with success
    void makeAll() throws IOException, InterruptedException {
        ModelMetadataResponse metadata =
                grpc.modelMetadata(ModelMetadataRequest.newBuilder().setName(model).build());
        String input = metadata.getInputs(0).getName();
        for (int round = 0; round < ROUNDS; round++) {
            require(post("/v1/models/%s:predict".formatted(model), instances()));
            require(post(inferPath(), json(input)));
            require(binary(input));
            grpc.modelInfer(typed(input));
            grpc.modelInfer(raw(input));
        }
        for (String path : new String[] {"/", "/v1/models/" + model, "/v2/models/" + model}) {
            require(get(path));
        }
        require(get("/metrics"));
        grpc.serverReady(ServerReadyRequest.getDefaultInstance());
    }

    private String inferPath() {
        return "/v2/models/%s/infer".formatted(model);
    }

    private static String instances() {
        return "{\"instances\":[[%s]]}".formatted(NUMBERS);
    }

    private static String json(String input) {
        return "{\"inputs\":[{\"name\":\"%s\",\"shape\":[1,4],\"datatype\":\"FP32\",\"data\":[%s]}]}"
                .formatted(input, NUMBERS);
    }

    private HttpRequest binary(String input) {
        byte[] head =
                ("{\"inputs\":[{\"name\":\"%s\",\"shape\":[1,4],\"datatype\":\"FP32\",\"parameters\":"
                                + "{\"binary_data_size\":16}}],\"parameters\":{\"binary_data_output\":true}}")
                        .formatted(input)
                        .getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.writeBytes(head);
        body.writeBytes(rawRow());
        return request(inferPath())
                .header(JSON_LENGTH, Integer.toString(head.length))
                .POST(HttpRequest.BodyPublishers.ofByteArray(body.toByteArray()))
                .build();
    }

    private ModelInferRequest typed(String input) {
        ModelInferRequest.Builder request = header(input);
        for (float number : ROW) {
            request.getInputsBuilder(0).getContentsBuilder().addFp32Contents(number);
        }
        return request.build();
    }

    private ModelInferRequest raw(String input) {
        return header(input).addRawInputContents(ByteString.copyFrom(rawRow())).build();
    }

    private ModelInferRequest.Builder header(String input) {
        ModelInferRequest.Builder request = ModelInferRequest.newBuilder().setModelName(model);
        request.addInputsBuilder().setName(input).setDatatype("FP32").addShape(1).addShape(4);
        return request;
    }

    private static byte[] rawRow() {
        ByteBuffer bytes =
                ByteBuffer.allocate(ROW.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (float number : ROW) {
            bytes.putFloat(number);
        }
        return bytes.array();
    }

    private HttpRequest get(String path) {
        return request(path).build();
    }

    private HttpRequest post(String path, String body) {
        return request(path)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(server + path))
                .version(HttpClient.Version.HTTP_1_1)
                .timeout(PATIENCE);
    }

    private void require(HttpRequest request) throws IOException, InterruptedException {
        int status = status(request);
        if (status != 200) {
            throw new IOException(
                    "%s %s answered %d, expected 200"
                            .formatted(request.method(), request.uri(), status));
        }
    }

    private int status(HttpRequest request) throws IOException, InterruptedException {
        return client.send(request, BodyHandlers.discarding()).statusCode();
    }

    @Override
    public void close() {
        client.close();
        channel.shutdownNow();
    }
}
