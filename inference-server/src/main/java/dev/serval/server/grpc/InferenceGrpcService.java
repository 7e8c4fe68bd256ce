package dev.serval.server.grpc;

import dev.serval.inference.failure.InferenceException;
import dev.serval.inference.failure.InvalidInput;
import dev.serval.inference.failure.ModelNotReady;
import dev.serval.inference.failure.UnknownModel;
import dev.serval.inference.model.ModelName;
import dev.serval.server.catalog.ModelControl;
import dev.serval.server.description.Descriptions;
import dev.serval.server.description.LoadParameters;
import dev.serval.server.failure.GrpcFailure;
import dev.serval.server.grpc.proto.GRPCInferenceServiceGrpc;
import dev.serval.server.grpc.proto.ModelConfigRequest;
import dev.serval.server.grpc.proto.ModelConfigResponse;
import dev.serval.server.grpc.proto.ModelMetadataRequest;
import dev.serval.server.grpc.proto.ModelMetadataResponse;
import dev.serval.server.grpc.proto.ModelReadyRequest;
import dev.serval.server.grpc.proto.ModelReadyResponse;
import dev.serval.server.grpc.proto.ModelStatisticsRequest;
import dev.serval.server.grpc.proto.ModelStatisticsResponse;
import dev.serval.server.grpc.proto.RepositoryIndexRequest;
import dev.serval.server.grpc.proto.RepositoryIndexResponse;
import dev.serval.server.grpc.proto.RepositoryModelLoadRequest;
import dev.serval.server.grpc.proto.RepositoryModelLoadResponse;
import dev.serval.server.grpc.proto.RepositoryModelUnloadRequest;
import dev.serval.server.grpc.proto.RepositoryModelUnloadResponse;
import dev.serval.server.grpc.proto.ServerLiveRequest;
import dev.serval.server.grpc.proto.ServerLiveResponse;
import dev.serval.server.grpc.proto.ServerMetadataRequest;
import dev.serval.server.grpc.proto.ServerMetadataResponse;
import dev.serval.server.grpc.proto.ServerReadyRequest;
import dev.serval.server.grpc.proto.ServerReadyResponse;
import dev.serval.server.inference.ModelAddress;
import io.grpc.stub.StreamObserver;
import io.quarkus.grpc.GrpcService;
import io.smallrye.common.annotation.Blocking;
import java.util.function.Supplier;

/// Every call of the protocol but the two that infer, which have routes of their own.
@GrpcService
class InferenceGrpcService extends GRPCInferenceServiceGrpc.GRPCInferenceServiceImplBase {
    private final Descriptions descriptions;
    private final ModelControl control;

    InferenceGrpcService(Descriptions descriptions, ModelControl control) {
        this.descriptions = descriptions;
        this.control = control;
    }

    @Override
    public void serverLive(ServerLiveRequest request, StreamObserver<ServerLiveResponse> observer) {
        answer(observer, () -> ServerLiveResponse.newBuilder().setLive(true).build());
    }

    @Override
    public void serverReady(
            ServerReadyRequest request, StreamObserver<ServerReadyResponse> observer) {
        answer(
                observer,
                () -> ServerReadyResponse.newBuilder().setReady(descriptions.isReady()).build());
    }

    /// A model that is unknown or cannot answer is not ready: clients raise on any status here.
    @Override
    public void modelReady(ModelReadyRequest request, StreamObserver<ModelReadyResponse> observer) {
        answer(
                observer,
                () ->
                        ModelReadyResponse.newBuilder()
                                .setReady(isReady(request.getName(), request.getVersion()))
                                .build());
    }

    @Override
    public void serverMetadata(
            ServerMetadataRequest request, StreamObserver<ServerMetadataResponse> observer) {
        answer(observer, () -> GrpcDescriptions.message(descriptions.server()));
    }

    @Override
    @Blocking
    public void modelMetadata(
            ModelMetadataRequest request, StreamObserver<ModelMetadataResponse> observer) {
        answer(
                observer,
                () ->
                        GrpcDescriptions.message(
                                descriptions.metadata(
                                        ModelAddress.of(request.getName(), request.getVersion()))));
    }

    @Override
    @Blocking
    public void modelConfig(
            ModelConfigRequest request, StreamObserver<ModelConfigResponse> observer) {
        answer(
                observer,
                () ->
                        GrpcDescriptions.message(
                                descriptions.config(
                                        ModelAddress.of(request.getName(), request.getVersion()))));
    }

    @Override
    public void modelStatistics(
            ModelStatisticsRequest request, StreamObserver<ModelStatisticsResponse> observer) {
        answer(
                observer,
                () ->
                        GrpcDescriptions.statistics(
                                request.getName().isEmpty()
                                        ? descriptions.allStatistics()
                                        : descriptions.statistics(
                                                ModelAddress.of(
                                                        request.getName(), request.getVersion()))));
    }

    @Override
    public void repositoryIndex(
            RepositoryIndexRequest request, StreamObserver<RepositoryIndexResponse> observer) {
        answer(observer, () -> GrpcDescriptions.index(descriptions.index(request.getReady())));
    }

    @Override
    @Blocking
    public void repositoryModelLoad(
            RepositoryModelLoadRequest request,
            StreamObserver<RepositoryModelLoadResponse> observer) {
        answer(
                observer,
                () -> {
                    ModelName model = model(request.getRepositoryName(), request.getModelName());
                    LoadParameters.requireNone(request.getParametersMap().keySet());
                    control.load(model);
                    return RepositoryModelLoadResponse.newBuilder()
                            .setModelName(model.value())
                            .setIsLoaded(true)
                            .build();
                });
    }

    @Override
    @Blocking
    public void repositoryModelUnload(
            RepositoryModelUnloadRequest request,
            StreamObserver<RepositoryModelUnloadResponse> observer) {
        answer(
                observer,
                () -> {
                    ModelName model = model(request.getRepositoryName(), request.getModelName());
                    control.unload(model);
                    return RepositoryModelUnloadResponse.newBuilder()
                            .setModelName(model.value())
                            .setIsUnloaded(true)
                            .build();
                });
    }

    private boolean isReady(String name, String version) {
        try {
            descriptions.requireReady(ModelAddress.of(name, version));
            return true;
        } catch (UnknownModel | ModelNotReady notReady) {
            return false;
        }
    }

    /// Triton and MLServer name the model in field 2, KServe in field 1, which is the others'
    /// repository.
    private static ModelName model(String first, String second) {
        String name = second.isEmpty() ? first : second;
        if (name.isEmpty()) {
            throw new InvalidInput("model_name is empty, expected a model of the repository");
        }
        return new ModelName(name);
    }

    private static <T> void answer(StreamObserver<T> observer, Supplier<T> answer) {
        T message;
        try {
            message = answer.get();
        } catch (InferenceException refusal) {
            observer.onError(GrpcFailure.of(refusal).asRuntimeException());
            return;
        }
        observer.onNext(message);
        observer.onCompleted();
    }
}
