package dev.serval.server.grpc;

import io.grpc.reflection.v1.MutinyServerReflectionGrpc;
import io.grpc.reflection.v1.ServerReflectionRequest;
import io.grpc.reflection.v1.ServerReflectionResponse;
import io.quarkus.grpc.GrpcService;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.mutiny.Multi;
import jakarta.enterprise.inject.Instance;

/// gRPC's reflection service.
@GrpcService
class ReflectionV1 extends MutinyServerReflectionGrpc.ServerReflectionImplBase {
    private final Instance<Reflection> reflection;

    ReflectionV1(Instance<Reflection> reflection) {
        this.reflection = reflection;
    }

    @Override
    @Blocking
    public Multi<ServerReflectionResponse> serverReflectionInfo(
            Multi<ServerReflectionRequest> requests) {
        return reflection.get().current().serverReflectionInfo(requests);
    }
}
