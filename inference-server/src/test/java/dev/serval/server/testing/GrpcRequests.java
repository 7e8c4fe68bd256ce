package dev.serval.server.testing;

import dev.serval.server.grpc.proto.GRPCInferenceServiceGrpc;
import dev.serval.server.grpc.proto.GRPCInferenceServiceGrpc.GRPCInferenceServiceBlockingStub;
import dev.serval.server.grpc.proto.GRPCInferenceServiceGrpc.GRPCInferenceServiceFutureStub;
import dev.serval.server.grpc.proto.ModelInferRequest;
import io.grpc.Channel;

/// What tests send over gRPC.
public final class GrpcRequests {
    private GrpcRequests() {}

    public static GRPCInferenceServiceBlockingStub blocking(Channel channel) {
        return GRPCInferenceServiceGrpc.newBlockingStub(channel);
    }

    public static GRPCInferenceServiceFutureStub future(Channel channel) {
        return GRPCInferenceServiceGrpc.newFutureStub(channel);
    }

    /// A request with one row `x` of two numbers, 1 and 2.
    public static ModelInferRequest pair(String model) {
        ModelInferRequest.Builder request = ModelInferRequest.newBuilder().setModelName(model);
        request.addInputsBuilder()
                .setName("x")
                .setDatatype("FP32")
                .addShape(1)
                .addShape(2)
                .getContentsBuilder()
                .addFp32Contents(1)
                .addFp32Contents(2);
        return request.build();
    }
}
