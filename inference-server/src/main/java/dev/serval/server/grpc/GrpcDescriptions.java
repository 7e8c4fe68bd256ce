package dev.serval.server.grpc;

import dev.serval.server.description.IndexEntry;
import dev.serval.server.description.ModelConfig;
import dev.serval.server.description.ModelMetadata;
import dev.serval.server.description.ModelStats;
import dev.serval.server.description.ServerMetadata;
import dev.serval.server.description.TensorMetadata;
import dev.serval.server.grpc.proto.BatchingStatus;
import dev.serval.server.grpc.proto.DataType;
import dev.serval.server.grpc.proto.InferBatchStatistics;
import dev.serval.server.grpc.proto.InferStatistics;
import dev.serval.server.grpc.proto.ModelConfigResponse;
import dev.serval.server.grpc.proto.ModelInput;
import dev.serval.server.grpc.proto.ModelMetadataResponse;
import dev.serval.server.grpc.proto.ModelOutput;
import dev.serval.server.grpc.proto.ModelParameter;
import dev.serval.server.grpc.proto.ModelStatistics;
import dev.serval.server.grpc.proto.ModelStatisticsResponse;
import dev.serval.server.grpc.proto.RepositoryIndexResponse;
import dev.serval.server.grpc.proto.ServerMetadataResponse;
import dev.serval.server.grpc.proto.StatisticDuration;
import java.util.List;

/// Descriptions as gRPC messages, field by field.
final class GrpcDescriptions {
    private GrpcDescriptions() {}

    static ServerMetadataResponse message(ServerMetadata server) {
        return ServerMetadataResponse.newBuilder()
                .setName(server.name())
                .setVersion(server.version())
                .addAllExtensions(server.extensions())
                .build();
    }

    static ModelMetadataResponse message(ModelMetadata model) {
        return ModelMetadataResponse.newBuilder()
                .setName(model.name())
                .addAllVersions(model.versions())
                .setPlatform(model.platform())
                .addAllInputs(model.inputs().stream().map(GrpcDescriptions::message).toList())
                .addAllOutputs(model.outputs().stream().map(GrpcDescriptions::message).toList())
                .build();
    }

    private static ModelMetadataResponse.TensorMetadata message(TensorMetadata tensor) {
        return ModelMetadataResponse.TensorMetadata.newBuilder()
                .setName(tensor.name())
                .setDatatype(tensor.datatype())
                .addAllShape(tensor.shape())
                .build();
    }

    static ModelConfigResponse message(ModelConfig config) {
        var message =
                dev.serval.server.grpc.proto.ModelConfig.newBuilder()
                        .setName(config.name())
                        .setPlatform(config.platform())
                        .setBackend(config.backend())
                        .setMaxBatchSize(config.maxBatchSize());
        config.input().forEach(io -> message.addInput(input(io)));
        config.output().forEach(io -> message.addOutput(output(io)));
        config.parameters()
                .forEach((name, value) ->
                        message.putParameters(
                                name,
                                ModelParameter.newBuilder().setStringValue(value.text()).build()));
        return ModelConfigResponse.newBuilder().setConfig(message).build();
    }

    private static ModelInput input(ModelConfig.Io io) {
        return ModelInput.newBuilder()
                .setName(io.name())
                .setDataType(DataType.valueOf(io.dataType()))
                .addAllDims(io.dims())
                .build();
    }

    private static ModelOutput output(ModelConfig.Io io) {
        return ModelOutput.newBuilder()
                .setName(io.name())
                .setDataType(DataType.valueOf(io.dataType()))
                .addAllDims(io.dims())
                .build();
    }

    static ModelStatisticsResponse statistics(List<ModelStats> statistics) {
        return ModelStatisticsResponse.newBuilder()
                .addAllModelStats(statistics.stream().map(GrpcDescriptions::message).toList())
                .build();
    }

    private static ModelStatistics message(ModelStats statistics) {
        ModelStats.Stages stages = statistics.stages();
        return ModelStatistics.newBuilder()
                .setName(statistics.name())
                .setVersion(statistics.version())
                .setLastInference(statistics.lastInference())
                .setInferenceCount(statistics.inferenceCount())
                .setExecutionCount(statistics.executionCount())
                .setInferenceStats(
                        InferStatistics.newBuilder()
                                .setSuccess(message(stages.success()))
                                .setFail(message(stages.fail()))
                                .setQueue(message(stages.queue()))
                                .setComputeInput(message(stages.computeInput()))
                                .setComputeInfer(message(stages.computeInfer()))
                                .setComputeOutput(message(stages.computeOutput())))
                .addAllBatchStats(
                        statistics.batchSizes().stream().map(GrpcDescriptions::message).toList())
                .setBatching(
                        BatchingStatus.newBuilder()
                                .setState(statistics.batching().state())
                                .setReason(statistics.batching().reason())
                                .setExplanation(statistics.batching().explanation()))
                .build();
    }

    private static InferBatchStatistics message(ModelStats.BatchSize runs) {
        return InferBatchStatistics.newBuilder()
                .setBatchSize(runs.size())
                .setComputeInfer(message(runs.computeInfer()))
                .build();
    }

    private static StatisticDuration message(ModelStats.Duration duration) {
        return StatisticDuration.newBuilder()
                .setCount(duration.count())
                .setNs(duration.ns())
                .build();
    }

    static RepositoryIndexResponse index(List<IndexEntry> entries) {
        RepositoryIndexResponse.Builder index = RepositoryIndexResponse.newBuilder();
        for (IndexEntry entry : entries) {
            index.addModelsBuilder()
                    .setName(entry.name())
                    .setVersion(entry.version())
                    .setState(entry.state())
                    .setReason(entry.reason());
        }
        return index.build();
    }
}
