package dev.serval.it;

import com.google.protobuf.ByteString;
import dev.serval.server.grpc.proto.GRPCInferenceServiceGrpc;
import dev.serval.server.grpc.proto.InferTensorContents;
import dev.serval.server.grpc.proto.ModelInferRequest;
import dev.serval.server.grpc.proto.ModelInferResponse;
import io.grpc.ManagedChannel;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/// gRPC, with tensors raw or in typed contents.
final class GrpcWire implements Wire {
    private final ManagedChannel channel;
    private final boolean raw;

    private GrpcWire(ManagedChannel channel, boolean raw) {
        this.channel = channel;
        this.raw = raw;
    }

    static GrpcWire raw(Predictor predictor) {
        return new GrpcWire(predictor.channel(), true);
    }

    /// Typed contents over a channel of the caller's own, which this closes.
    static GrpcWire over(ManagedChannel channel) {
        return new GrpcWire(channel, false);
    }

    static GrpcWire typed(Predictor predictor) {
        return new GrpcWire(predictor.channel(), false);
    }

    @Override
    public List<WireTensor> infer(String model, String id, List<WireTensor> inputs) {
        ModelInferResponse answer =
                GRPCInferenceServiceGrpc.newBlockingStub(channel)
                        .modelInfer(request(model, id, inputs));
        if (!answer.getId().equals(id)) {
            throw new AssertionError("asked " + id + ", answered " + answer.getId());
        }
        List<WireTensor> outputs = new ArrayList<>();
        for (int i = 0; i < answer.getOutputsCount(); i++) {
            outputs.add(output(answer, i));
        }
        return outputs;
    }

    private ModelInferRequest request(String model, String id, List<WireTensor> inputs) {
        return raw ? rawRequest(model, id, inputs) : typedRequest(model, id, inputs);
    }

    private static ModelInferRequest rawRequest(String model, String id, List<WireTensor> inputs) {
        var request = ModelInferRequest.newBuilder().setModelName(model).setId(id);
        for (WireTensor input : inputs) {
            describe(request.addInputsBuilder(), input);
            request.addRawInputContents(ByteString.copyFrom(input.raw()));
        }
        return request.build();
    }

    static ModelInferRequest typedRequest(String model, String id, List<WireTensor> inputs) {
        var request = ModelInferRequest.newBuilder().setModelName(model).setId(id);
        for (WireTensor input : inputs) {
            var contents = InferTensorContents.newBuilder();
            input.values().forEach(value -> add(contents, value));
            describe(request.addInputsBuilder(), input).setContents(contents);
        }
        return request.build();
    }

    private static ModelInferRequest.InferInputTensor.Builder describe(
            ModelInferRequest.InferInputTensor.Builder tensor, WireTensor input) {
        return tensor.setName(input.name())
                .setDatatype(input.datatype())
                .addAllShape(input.shape());
    }

    private static void add(InferTensorContents.Builder contents, Object value) {
        switch (value) {
            case Float number -> contents.addFp32Contents(number);
            case Double number -> contents.addFp64Contents(number);
            case Long number -> contents.addInt64Contents(number);
            case String hex ->
                    contents.addBytesContents(ByteString.copyFrom(HexFormat.of().parseHex(hex)));
            default -> throw new IllegalArgumentException("no element: " + value);
        }
    }

    private static WireTensor output(ModelInferResponse answer, int index) {
        var output = answer.getOutputs(index);
        if (answer.getRawOutputContentsCount() > 0) {
            return WireTensor.ofRaw(
                    output.getName(),
                    output.getDatatype(),
                    output.getShapeList(),
                    answer.getRawOutputContents(index).toByteArray());
        }
        return new WireTensor(
                output.getName(),
                output.getDatatype(),
                output.getShapeList(),
                values(output.getDatatype(), output.getContents()));
    }

    private static List<?> values(String datatype, InferTensorContents contents) {
        return switch (datatype) {
            case "FP32" -> contents.getFp32ContentsList();
            case "FP64" -> contents.getFp64ContentsList();
            case "INT64" -> contents.getInt64ContentsList();
            default ->
                    contents.getBytesContentsList().stream()
                            .map(bytes -> HexFormat.of().formatHex(bytes.toByteArray()))
                            .toList();
        };
    }

    @Override
    public void close() {
        channel.shutdownNow();
    }

    @Override
    public String toString() {
        return raw ? "gRPC, raw" : "gRPC, typed";
    }
}
