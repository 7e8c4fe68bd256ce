package dev.serval.server.grpc;

import grpc.reflection.v1alpha.MutinyServerReflectionGrpc;
import grpc.reflection.v1alpha.Reflection.ServerReflectionRequest;
import grpc.reflection.v1alpha.Reflection.ServerReflectionResponse;
import io.quarkus.grpc.GrpcService;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.mutiny.Multi;
import jakarta.enterprise.inject.Instance;

/// gRPC's reflection service as it was called before it was settled, by which older clients ask.
@GrpcService
class ReflectionV1alpha extends MutinyServerReflectionGrpc.ServerReflectionImplBase {
    private final GrpcConfig config;
    private final Instance<Reflection> reflection;

    ReflectionV1alpha(GrpcConfig config, Instance<Reflection> reflection) {
        this.config = config;
        this.reflection = reflection;
    }

    @Override
    @Blocking
    public Multi<ServerReflectionResponse> serverReflectionInfo(
            Multi<ServerReflectionRequest> requests) {
        return config.reflection()
                ? reflection.get().alpha().serverReflectionInfo(requests)
                : Multi.createFrom().failure(Reflection.turnedOff());
    }
}
