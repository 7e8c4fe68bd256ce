package dev.serval.server.edge;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import dev.serval.server.grpc.proto.GRPCInferenceServiceGrpc;
import dev.serval.server.grpc.proto.ModelInferRequest;
import dev.serval.server.testing.GrpcRequests;
import dev.serval.server.testing.Leftovers;
import dev.serval.server.testing.TestChannel;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ClientCalls;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Ten thousand damaged requests on each wire: each is answered or refused, and none does harm. The
/// seed is fixed, so that a failure can be seen again.
@QuarkusTest
class MutatedRequestsTest {
    private static final int REQUESTS = 10_000;
    private static final int TOGETHER = 4;
    private static final String JSON =
            """
            {"id":"a","inputs":[{"name":"x","shape":[2,2],"datatype":"FP32","data":[1,2,3.5,-4e3]}],\
            "outputs":[{"name":"sum"}]}\
            """;
    private static final String V1 = "{\"instances\":[[1,2],[3.5,4]]}";
    private static final String HEAD =
            """
            {"inputs":[{"name":"x","shape":[2,2],"datatype":"FP32",\
            "parameters":{"binary_data_size":16}}],"parameters":{"binary_data_output":true}}\
            """;

    private static final MethodDescriptor<byte[], byte[]> RAW_INFER =
            MethodDescriptor.<byte[], byte[]>newBuilder(new AsTheyAre(), new AsTheyAre())
                    .setType(MethodDescriptor.MethodType.UNARY)
                    .setFullMethodName(
                            GRPCInferenceServiceGrpc.getModelInferMethod().getFullMethodName())
                    .build();

    @TestHTTPResource("/")
    URI server;

    @Inject Leftovers leftovers;

    private final Random random = new Random(20261122);
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @AfterEach
    void theServerIsAsHealthyAsBefore() {
        client.close();
        RestAssured.get("/v2/health/ready").then().statusCode(200);
        RestAssured.given().body(JSON).post("/v2/models/adder/infer").then().statusCode(200);
        leftovers.awaitNone();
    }

    @Test
    void v1() throws Exception {
        post("/v1/models/adder:predict", Map.of(), V1.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void v2Json() throws Exception {
        post("/v2/models/adder/infer", Map.of(), JSON.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void v2Binary() throws Exception {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.writeBytes(HEAD.getBytes(StandardCharsets.UTF_8));
        body.writeBytes(new byte[16]);
        post(
                "/v2/models/adder/infer",
                Map.of("inference-header-content-length", Integer.toString(HEAD.length())),
                body.toByteArray());
    }

    @Test
    void grpc() {
        byte[] typed = GrpcRequests.pair("adder").toByteArray();
        ModelInferRequest.Builder raw =
                GrpcRequests.pair("adder").toBuilder()
                        .addRawInputContents(ByteString.copyFrom(new byte[8]));
        raw.getInputsBuilder(0).clearContents();
        Set<Status.Code> codes = EnumSet.noneOf(Status.Code.class);
        try (TestChannel channel = TestChannel.to(server)) {
            for (int sent = 0; sent < REQUESTS; sent++) {
                byte[] valid = sent % 2 == 0 ? typed : raw.build().toByteArray();
                codes.add(code(channel, mutated(valid)));
            }
        }
        assertThat(codes)
                .containsExactly(
                        Status.Code.OK, Status.Code.INVALID_ARGUMENT, Status.Code.NOT_FOUND);
    }

    private static Status.Code code(Channel channel, byte[] message) {
        try {
            ClientCalls.blockingUnaryCall(
                    channel,
                    RAW_INFER,
                    CallOptions.DEFAULT.withDeadlineAfter(20, TimeUnit.SECONDS),
                    message);
            return Status.Code.OK;
        } catch (StatusRuntimeException refusal) {
            return refusal.getStatus().getCode();
        }
    }

    private void post(String path, Map<String, String> headers, byte[] valid) throws Exception {
        Map<Integer, Integer> statuses = new HashMap<>();
        for (int sent = 0; sent < REQUESTS; sent += TOGETHER) {
            List<CompletableFuture<HttpResponse<Void>>> answers = new ArrayList<>();
            for (int i = 0; i < TOGETHER; i++) {
                answers.add(send(path, headers, mutated(valid)));
            }
            for (CompletableFuture<HttpResponse<Void>> answer : answers) {
                statuses.merge(answer.get(20, TimeUnit.SECONDS).statusCode(), 1, Integer::sum);
            }
        }
        assertThat(statuses.keySet()).isSubsetOf(Set.of(200, 400));
        assertThat(statuses.get(400)).isGreaterThan(REQUESTS / 4);
        assertThat(statuses.get(200)).isGreaterThan(REQUESTS / 100);
    }

    private CompletableFuture<HttpResponse<Void>> send(
            String path, Map<String, String> headers, byte[] body) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(server.resolve(path))
                        .POST(HttpRequest.BodyPublishers.ofByteArray(body));
        headers.forEach(request::header);
        return client.sendAsync(request.build(), HttpResponse.BodyHandlers.discarding());
    }

    /// One to three bytes changed, removed or added, or the end cut off.
    private byte[] mutated(byte[] valid) {
        byte[] bytes = valid.clone();
        for (int changes = 1 + random.nextInt(3); changes > 0 && bytes.length > 1; changes--) {
            int at = random.nextInt(bytes.length);
            bytes =
                    switch (random.nextInt(4)) {
                        case 0 -> cut(bytes, at, at + 1);
                        case 1 ->
                                cut(
                                        bytes,
                                        random.nextInt(8) == 0 ? at : bytes.length,
                                        bytes.length);
                        case 2 -> inserted(bytes, at);
                        default -> changed(bytes, at);
                    };
        }
        return bytes;
    }

    private byte[] changed(byte[] bytes, int at) {
        byte[] other = bytes.clone();
        other[at] = (byte) random.nextInt(256);
        return other;
    }

    private byte[] inserted(byte[] bytes, int at) {
        ByteBuffer longer = ByteBuffer.allocate(bytes.length + 1);
        longer.put(bytes, 0, at).put((byte) random.nextInt(256));
        return longer.put(bytes, at, bytes.length - at).array();
    }

    private static byte[] cut(byte[] bytes, int from, int to) {
        ByteBuffer shorter = ByteBuffer.allocate(bytes.length - (to - from));
        return shorter.put(bytes, 0, from).put(bytes, to, bytes.length - to).array();
    }

    /// Sends and takes bytes that need be no message.
    private static final class AsTheyAre implements MethodDescriptor.Marshaller<byte[]> {
        @Override
        public InputStream stream(byte[] message) {
            return new ByteArrayInputStream(message);
        }

        @Override
        public byte[] parse(InputStream stream) {
            try (stream) {
                return stream.readAllBytes();
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
        }
    }
}
