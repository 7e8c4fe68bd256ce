package dev.serval.server.grpc;

import io.grpc.BindableService;
import io.grpc.ServerServiceDefinition;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.reflection.v1.ServerReflectionGrpc;
import io.quarkus.grpc.reflection.service.ReflectionServiceV1;
import io.quarkus.grpc.reflection.service.ReflectionServiceV1alpha;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Set;

/// What the server tells of its gRPC services, as grpcurl and its like ask. Made when it is first
/// asked for: an index of all messages, which Quarkus would make at each start, in 18 ms.
@Singleton
class Reflection {
    /// Both versions of the service that tells, of which it tells nothing.
    private static final Set<String> ITSELF =
            Set.of(
                    ServerReflectionGrpc.SERVICE_NAME,
                    grpc.reflection.v1alpha.ServerReflectionGrpc.SERVICE_NAME);

    private final ReflectionServiceV1 current;
    private final ReflectionServiceV1alpha alpha;

    Reflection(@Any Instance<BindableService> services) {
        List<ServerServiceDefinition> told =
                services.stream()
                        .map(BindableService::bindService)
                        .filter(each -> !ITSELF.contains(each.getServiceDescriptor().getName()))
                        .toList();
        this.current = new ReflectionServiceV1(told);
        this.alpha = new ReflectionServiceV1alpha(told);
    }

    ReflectionServiceV1 current() {
        return current;
    }

    ReflectionServiceV1alpha alpha() {
        return alpha;
    }

    /// Why nothing is told where that is turned off.
    static StatusRuntimeException turnedOff() {
        return Status.UNIMPLEMENTED
                .withDescription("reflection is turned off by serval.grpc.reflection")
                .asRuntimeException();
    }
}
