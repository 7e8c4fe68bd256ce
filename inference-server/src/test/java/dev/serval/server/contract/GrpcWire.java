package dev.serval.server.contract;

import com.google.protobuf.ByteString;
import dev.serval.inference.tensor.DataType;
import dev.serval.server.grpc.proto.GRPCInferenceServiceGrpc.GRPCInferenceServiceBlockingStub;
import dev.serval.server.grpc.proto.InferTensorContents;
import dev.serval.server.grpc.proto.ModelInferRequest;
import dev.serval.server.grpc.proto.ModelInferRequest.InferInputTensor;
import dev.serval.server.grpc.proto.ModelInferResponse;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/// gRPC, with tensors raw or in typed contents.
final class GrpcWire implements Wire {
    private final GRPCInferenceServiceBlockingStub stub;
    private final boolean raw;

    GrpcWire(GRPCInferenceServiceBlockingStub stub, boolean raw) {
        this.stub = stub;
        this.raw = raw;
    }

    @Override
    public boolean carries(TestTensor tensor) {
        return raw || tensor.type() != DataType.FP16 && tensor.type() != DataType.BF16;
    }

    @Override
    public List<TestTensor> infer(String model, List<TestTensor> inputs) {
        ModelInferRequest.Builder request = ModelInferRequest.newBuilder().setModelName(model);
        for (TestTensor input : inputs) {
            InferInputTensor.Builder tensor =
                    request.addInputsBuilder()
                            .setName(input.name())
                            .setDatatype(input.type().name())
                            .addAllShape(input.shape());
            if (raw) {
                request.addRawInputContents(ByteString.copyFrom(input.toRaw()));
            } else {
                tensor.setContents(contents(input));
            }
        }
        return outputs(stub.modelInfer(request.build()));
    }

    private static InferTensorContents contents(TestTensor input) {
        InferTensorContents.Builder contents = InferTensorContents.newBuilder();
        for (Object value : input.values()) {
            switch (input.type()) {
                case BOOL -> contents.addBoolContents((Boolean) value);
                case INT8, INT16, INT32 -> contents.addIntContents(((Long) value).intValue());
                case INT64 -> contents.addInt64Contents((Long) value);
                case UINT8, UINT16, UINT32 -> contents.addUintContents(((Long) value).intValue());
                case UINT64 -> contents.addUint64Contents((Long) value);
                case FP32 -> contents.addFp32Contents(((Number) value).floatValue());
                case FP64 -> contents.addFp64Contents((Double) value);
                case BYTES ->
                        contents.addBytesContents(
                                ByteString.copyFrom(HexFormat.of().parseHex((String) value)));
                case FP16, BF16 -> throw new IllegalArgumentException("only raw");
            }
        }
        return contents.build();
    }

    private static List<TestTensor> outputs(ModelInferResponse response) {
        List<TestTensor> outputs = new ArrayList<>();
        for (int i = 0; i < response.getOutputsCount(); i++) {
            ModelInferResponse.InferOutputTensor output = response.getOutputs(i);
            DataType type = DataType.valueOf(output.getDatatype());
            List<Long> shape = output.getShapeList();
            outputs.add(
                    response.getRawOutputContentsCount() > 0
                            ? TestTensor.ofRaw(
                                    output.getName(),
                                    type,
                                    shape,
                                    response.getRawOutputContents(i).toByteArray())
                            : new TestTensor(output.getName(), type, shape, typed(type, output)));
        }
        return outputs;
    }

    private static List<Object> typed(DataType type, ModelInferResponse.InferOutputTensor output) {
        InferTensorContents contents = output.getContents();
        return switch (type) {
            case BOOL -> List.copyOf(contents.getBoolContentsList());
            case INT8, INT16, INT32 ->
                    contents.getIntContentsList().stream()
                            .map(v -> (Object) v.longValue())
                            .toList();
            case INT64 -> List.copyOf(contents.getInt64ContentsList());
            case UINT8, UINT16, UINT32 ->
                    contents.getUintContentsList().stream()
                            .map(v -> (Object) Integer.toUnsignedLong(v))
                            .toList();
            case UINT64 -> List.copyOf(contents.getUint64ContentsList());
            case FP32 ->
                    contents.getFp32ContentsList().stream()
                            .map(v -> (Object) v.doubleValue())
                            .toList();
            case FP64 -> List.copyOf(contents.getFp64ContentsList());
            case BYTES ->
                    contents.getBytesContentsList().stream()
                            .map(v -> (Object) HexFormat.of().formatHex(v.toByteArray()))
                            .toList();
            case FP16, BF16 -> throw new IllegalArgumentException("only raw");
        };
    }
}
