package dev.serval.server.edge;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.serval.server.testing.TestChannel;
import io.grpc.reflection.v1.ServerReflectionGrpc;
import io.grpc.reflection.v1.ServerReflectionRequest;
import io.grpc.reflection.v1.ServerReflectionResponse;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(ReflectionTurnedOffTest.Off.class)
class ReflectionTurnedOffTest {
    @TestHTTPResource("/")
    URI server;

    /// Nothing is told.
    public static class Off implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("serval.grpc.reflection", "false");
        }
    }

    @Test
    void isRefusedWithTheReason() {
        try (TestChannel channel = TestChannel.to(server)) {
            var answer = new ReflectionTest.Answer<ServerReflectionResponse>();
            var requests = ServerReflectionGrpc.newStub(channel).serverReflectionInfo(answer);
            requests.onNext(ServerReflectionRequest.newBuilder().setListServices("").build());
            requests.onCompleted();
            assertThatThrownBy(answer::get)
                    .hasMessageContaining("UNIMPLEMENTED")
                    .hasMessageContaining("serval.grpc.reflection");
        }
    }
}
