package dev.serval.predictor.preparation;

import com.google.protobuf.ByteString;
import dev.serval.server.grpc.proto.GRPCInferenceServiceGrpc;
import dev.serval.server.grpc.proto.GRPCInferenceServiceGrpc.GRPCInferenceServiceBlockingStub;
import dev.serval.server.grpc.proto.ModelInferRequest;
import dev.serval.server.grpc.proto.ModelMetadataRequest;
import dev.serval.server.grpc.proto.ModelMetadataResponse;
import dev.serval.server.grpc.proto.ServerReadyRequest;
import dev.serval.server.preparation.RehearsedProgram;
import io.grpc.ManagedChannel;
import io.grpc.netty.NettyChannelBuilder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/// What clients of a predictor ask it for, over each protocol, of a model of four numbers a row.
final class SampleCalls implements AutoCloseable {
    /// Enough for Java to see which methods are worth compiling.
    private static final int ROUNDS = 50;

    private static final float[] ROW = {5.1f, 3.5f, 1.4f, 0.2f};
    private static final String NUMBERS = "5.1,3.5,1.4,0.2";
    private static final String JSON_LENGTH = "Inference-Header-Content-Length";

    private final RehearsedProgram predictor;
    private final String model;
    private final ManagedChannel channel;
    private final GRPCInferenceServiceBlockingStub grpc;

    SampleCalls(RehearsedProgram predictor, String model) {
        this.predictor = predictor;
        this.model = model;
        channel =
                NettyChannelBuilder.forAddress("localhost", predictor.port())
                        .usePlaintext()
                        .build();
        grpc = GRPCInferenceServiceGrpc.newBlockingStub(channel);
    }

    /// @throws IOException if a call is not answered with success
    void makeAll() throws IOException, InterruptedException {
        ModelMetadataResponse metadata =
                grpc.modelMetadata(ModelMetadataRequest.newBuilder().setName(model).build());
        String input = metadata.getInputs(0).getName();
        for (int round = 0; round < ROUNDS; round++) {
            predictor.post("/v1/models/%s:predict".formatted(model), instances());
            predictor.post(inferPath(), json(input));
            predictor.send(binary(input));
            grpc.modelInfer(typed(input));
            grpc.modelInfer(raw(input));
        }
        for (String path : new String[] {"/", "/v1/models/" + model, "/v2/models/" + model}) {
            predictor.get(path);
        }
        predictor.get("/metrics");
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
        return predictor
                .request(inferPath())
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

    @Override
    public void close() {
        channel.shutdownNow();
    }
}
