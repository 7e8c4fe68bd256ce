package dev.serval.server.edge;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.serval.server.testing.TestChannel;
import io.grpc.reflection.v1.ServerReflectionGrpc;
import io.grpc.reflection.v1.ServerReflectionRequest;
import io.grpc.reflection.v1.ServerReflectionResponse;
import io.grpc.reflection.v1.ServiceResponse;
import io.grpc.stub.StreamObserver;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What gRPC's reflection tells, in both of its versions.
@QuarkusTest
class ReflectionTest {
    private static final String SERVICE = "inference.GRPCInferenceService";

    @TestHTTPResource("/")
    URI server;

    private TestChannel channel;

    @BeforeEach
    void connect() {
        channel = TestChannel.to(server);
    }

    @AfterEach
    void leave() {
        channel.close();
    }

    @Test
    void listsTheServicesButNotItself() throws Exception {
        Answer<ServerReflectionResponse> answer = new Answer<>();
        var requests = ServerReflectionGrpc.newStub(channel).serverReflectionInfo(answer);
        requests.onNext(ServerReflectionRequest.newBuilder().setListServices("").build());
        requests.onCompleted();
        List<String> names =
                answer.get().getListServicesResponse().getServiceList().stream()
                        .map(ServiceResponse::getName)
                        .toList();
        assertThat(names).containsExactlyInAnyOrder(SERVICE, "grpc.health.v1.Health");
    }

    @Test
    void describesAServiceToOlderClients() throws Exception {
        Answer<grpc.reflection.v1alpha.Reflection.ServerReflectionResponse> answer = new Answer<>();
        var requests =
                grpc.reflection.v1alpha.ServerReflectionGrpc.newStub(channel)
                        .serverReflectionInfo(answer);
        requests.onNext(
                grpc.reflection.v1alpha.Reflection.ServerReflectionRequest.newBuilder()
                        .setFileContainingSymbol(SERVICE)
                        .build());
        requests.onCompleted();
        assertThat(answer.get().getFileDescriptorResponse().getFileDescriptorProtoList())
                .anySatisfy(
                        file -> assertThat(file.toString(UTF_8)).contains("GRPCInferenceService"));
    }

    /// The first answer, or what was said in its place.
    static final class Answer<T> implements StreamObserver<T> {
        private final CompletableFuture<T> first = new CompletableFuture<>();

        T get() throws Exception {
            return first.get(20, TimeUnit.SECONDS);
        }

        @Override
        public void onNext(T value) {
            first.complete(value);
        }

        @Override
        public void onError(Throwable failure) {
            first.completeExceptionally(failure);
        }

        @Override
        public void onCompleted() {
            first.completeExceptionally(new IllegalStateException("no answer came"));
        }
    }
}
