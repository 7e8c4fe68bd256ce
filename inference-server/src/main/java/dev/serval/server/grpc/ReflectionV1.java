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
    private final GrpcConfig config;
    private final Instance<Reflection> reflection;

    ReflectionV1(GrpcConfig config, Instance<Reflection> reflection) {
        this.config = config;
        this.reflection = reflection;
    }

    @Override
    @Blocking
    public Multi<ServerReflectionResponse> serverReflectionInfo(
            Multi<ServerReflectionRequest> requests) {
        return config.reflection()
                ? reflection.get().current().serverReflectionInfo(requests)
                : Multi.createFrom().failure(Reflection.turnedOff());
    }
}
