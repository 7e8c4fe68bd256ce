package dev.serval.server.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.ByteString;
import dev.serval.server.grpc.proto.GRPCInferenceServiceGrpc;
import dev.serval.server.grpc.proto.ModelConfigRequest;
import dev.serval.server.grpc.proto.ModelInferRequest;
import dev.serval.server.grpc.proto.ModelMetadataRequest;
import dev.serval.server.grpc.proto.ModelReadyRequest;
import dev.serval.server.grpc.proto.ModelStatisticsRequest;
import dev.serval.server.grpc.proto.ModelStreamInferResponse;
import dev.serval.server.grpc.proto.RepositoryIndexRequest;
import dev.serval.server.grpc.proto.RepositoryModelLoadRequest;
import dev.serval.server.grpc.proto.ServerLiveRequest;
import dev.serval.server.grpc.proto.ServerMetadataRequest;
import dev.serval.server.grpc.proto.ServerReadyRequest;
import dev.serval.server.testing.GrpcRequests;
import dev.serval.server.testing.Leftovers;
import dev.serval.server.testing.TestChannel;
import grpc.health.v1.HealthGrpc;
import grpc.health.v1.HealthOuterClass.HealthCheckRequest;
import grpc.health.v1.HealthOuterClass.HealthCheckResponse.ServingStatus;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.StreamObserver;
import io.quarkus.test.common.http.TestHTTPResource;
import jakarta.inject.Inject;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What the gRPC service does, whichever way calls go.
abstract class GrpcServiceCases {
    @TestHTTPResource("/")
    URI server;

    @Inject Leftovers leftovers;

    private TestChannel channel;
    private GRPCInferenceServiceGrpc.GRPCInferenceServiceBlockingStub stub;

    /// The channel over which gRPC calls are made.
    abstract TestChannel open();

    @BeforeEach
    void connect() {
        channel = open();
        stub = GrpcRequests.blocking(channel);
    }

    @AfterEach
    void leaksNothing() {
        channel.close();
        leftovers.awaitNone();
    }

    @Test
    void theServerAndItsModelsAreDescribed() {
        assertThat(stub.serverLive(ServerLiveRequest.getDefaultInstance()).getLive()).isTrue();
        assertThat(stub.serverReady(ServerReadyRequest.getDefaultInstance()).getReady()).isTrue();
        assertThat(stub.serverMetadata(ServerMetadataRequest.getDefaultInstance()).getName())
                .isEqualTo("serval");
        var metadata =
                stub.modelMetadata(ModelMetadataRequest.newBuilder().setName("adder").build());
        assertThat(metadata.getInputs(0).getShapeList()).containsExactly(-1L, 2L);
        var config = stub.modelConfig(ModelConfigRequest.newBuilder().setName("adder").build());
        assertThat(config.getConfig().getOutput(0).getName()).isEqualTo("sum");
        var index = stub.repositoryIndex(RepositoryIndexRequest.getDefaultInstance());
        assertThat(index.getModelsList()).extracting("name").contains("adder", "types");
    }

    @Test
    void aModelThatIsUnknownIsNotReadyRatherThanAnError() {
        assertThat(isReady("adder", "")).isTrue();
        assertThat(isReady("adder", "1")).isTrue();
        assertThat(isReady("adder", "7")).isFalse();
        assertThat(isReady("adder", "newest")).isFalse();
        assertThat(isReady("nope", "")).isFalse();
    }

    @Test
    void callsAreCountedInTheStatistics() {
        long before = statistics();
        stub.modelInfer(GrpcRequests.pair("adder"));
        await().untilAsserted(() -> assertThat(statistics()).isEqualTo(before + 1));
    }

    @Test
    void refusalsCarryTheTextThatRestGives() {
        refuses(
                () -> stub.modelInfer(GrpcRequests.pair("nope")),
                Status.Code.NOT_FOUND,
                "Model with name nope does not exist.");
        refuses(
                () -> stub.modelInfer(ModelInferRequest.newBuilder().setModelName("adder").build()),
                Status.Code.INVALID_ARGUMENT,
                "model 'adder': input 'x' is missing, expected FP32 of shape [-1,2]");
    }

    @Test
    void rawAndTypedContentsAreNotMixed() {
        ModelInferRequest mixed =
                GrpcRequests.pair("adder").toBuilder()
                        .addRawInputContents(ByteString.copyFrom(new byte[8]))
                        .build();
        assertThatThrownBy(() -> stub.modelInfer(mixed))
                .isInstanceOf(StatusRuntimeException.class)
                .hasMessageContaining("INVALID_ARGUMENT");
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "identity"})
    void compressedMessagesAreAnsweredInKind(String compression) {
        var answer = stub.withCompression(compression).modelInfer(GrpcRequests.pair("adder"));
        assertThat(answer.getOutputs(0).getContents().getFp32Contents(0)).isEqualTo(3);
    }

    @Test
    void aMessageBeyondTheLimitIsRefusedByItsSize() {
        ModelInferRequest large =
                ModelInferRequest.newBuilder()
                        .setModelName("adder")
                        .addRawInputContents(ByteString.copyFrom(new byte[3 << 20]))
                        .build();
        assertThatThrownBy(() -> stub.modelInfer(large))
                .isInstanceOfSatisfying(
                        StatusRuntimeException.class,
                        refusal ->
                                assertThat(refusal.getStatus().getCode())
                                        .isEqualTo(Status.Code.RESOURCE_EXHAUSTED));
    }

    @Test
    void aLargeMessageIsReadAcrossItsFrames() {
        int rows = 100_000;
        ModelInferRequest.Builder request =
                ModelInferRequest.newBuilder().setModelName("adder").setId("large");
        request.addInputsBuilder().setName("x").setDatatype("FP32").addShape(rows).addShape(2);
        byte[] ones = new byte[rows * 2 * Float.BYTES];
        for (int i = 0; i < ones.length; i += Float.BYTES) {
            ones[i + 2] = (byte) 0x80;
            ones[i + 3] = 0x3F;
        }
        var answer =
                stub.modelInfer(request.addRawInputContents(ByteString.copyFrom(ones)).build());
        assertThat(answer.getId()).isEqualTo("large");
        assertThat(answer.getRawOutputContents(0).size()).isEqualTo(rows * Float.BYTES);
        assertThat(answer.getRawOutputContents(0).asReadOnlyByteBuffer().get(3))
                .isEqualTo((byte) 0x40);
    }

    @Test
    void aStreamIsAnsweredInItsOrderAndOutlivesAnError() throws Exception {
        List<ModelStreamInferResponse> answers = new CopyOnWriteArrayList<>();
        CompletableFuture<Void> ended = new CompletableFuture<>();
        StreamObserver<ModelInferRequest> requests =
                GRPCInferenceServiceGrpc.newStub(channel).modelStreamInfer(collect(answers, ended));
        for (int i = 0; i < 50; i++) {
            String model = i == 25 ? "nope" : "adder";
            requests.onNext(
                    GrpcRequests.pair(model).toBuilder().setId(Integer.toString(i)).build());
        }
        requests.onCompleted();
        ended.get(20, TimeUnit.SECONDS);
        assertThat(answers).hasSize(50);
        for (int i = 0; i < 50; i++) {
            if (i == 25) {
                assertThat(answers.get(i).getErrorMessage())
                        .isEqualTo("Model with name nope does not exist.");
            } else {
                assertThat(answers.get(i).getInferResponse().getId())
                        .isEqualTo(Integer.toString(i));
            }
        }
    }

    @Test
    void theModelToLoadIsReadFromEitherField() {
        String text = "this server has no model repository: its models are built in";
        refuses(
                () -> load(RepositoryModelLoadRequest.newBuilder().setRepositoryName("adder")),
                Status.Code.UNIMPLEMENTED,
                text);
        refuses(
                () -> load(RepositoryModelLoadRequest.newBuilder().setModelName("adder")),
                Status.Code.UNIMPLEMENTED,
                text);
        refuses(
                () -> load(RepositoryModelLoadRequest.newBuilder()),
                Status.Code.INVALID_ARGUMENT,
                "model_name is empty, expected a model of the repository");
    }

    @Test
    void theHealthServiceFollowsTheModels() {
        var health = HealthGrpc.newBlockingStub(channel);
        for (String service : List.of("", "inference.GRPCInferenceService")) {
            assertThat(
                            health.check(
                                            HealthCheckRequest.newBuilder()
                                                    .setService(service)
                                                    .build())
                                    .getStatus())
                    .isEqualTo(ServingStatus.SERVING);
        }
    }

    private void load(RepositoryModelLoadRequest.Builder request) {
        stub.repositoryModelLoad(request.build());
    }

    private boolean isReady(String model, String version) {
        return stub.modelReady(
                        ModelReadyRequest.newBuilder().setName(model).setVersion(version).build())
                .getReady();
    }

    private long statistics() {
        return stub.modelStatistics(ModelStatisticsRequest.newBuilder().setName("adder").build())
                .getModelStats(0)
                .getInferenceStats()
                .getSuccess()
                .getCount();
    }

    private static void refuses(ThrowingCallable call, Status.Code code, String text) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        StatusRuntimeException.class,
                        refusal ->
                                assertThat(refusal.getStatus())
                                        .extracting(Status::getCode, Status::getDescription)
                                        .containsExactly(code, text));
    }

    private static StreamObserver<ModelStreamInferResponse> collect(
            List<ModelStreamInferResponse> answers, CompletableFuture<Void> ended) {
        return new StreamObserver<>() {
            @Override
            public void onNext(ModelStreamInferResponse answer) {
                answers.add(answer);
            }

            @Override
            public void onError(Throwable failure) {
                ended.completeExceptionally(failure);
            }

            @Override
            public void onCompleted() {
                ended.complete(null);
            }
        };
    }
}
