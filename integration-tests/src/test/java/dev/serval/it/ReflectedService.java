package dev.serval.it;

import com.google.protobuf.ByteString;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.Descriptors.MethodDescriptor;
import com.google.protobuf.Descriptors.ServiceDescriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.util.JsonFormat;
import io.grpc.CallOptions;
import io.grpc.ManagedChannel;
import io.grpc.protobuf.ProtoUtils;
import io.grpc.reflection.v1.ServerReflectionGrpc;
import io.grpc.reflection.v1.ServerReflectionRequest;
import io.grpc.reflection.v1.ServerReflectionResponse;
import io.grpc.reflection.v1.ServiceResponse;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.StreamObserver;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/// A service as grpcurl and its like see it: all that is known of it comes from the server.
final class ReflectedService {
    private final ManagedChannel channel;
    private final ServiceDescriptor service;

    private ReflectedService(ManagedChannel channel, ServiceDescriptor service) {
        this.channel = channel;
        this.service = service;
    }

    static ReflectedService of(ManagedChannel channel, String name) throws Exception {
        ServerReflectionResponse answer =
                ask(
                        channel,
                        ServerReflectionRequest.newBuilder().setFileContainingSymbol(name).build());
        Map<String, FileDescriptorProto> files = new HashMap<>();
        for (ByteString file : answer.getFileDescriptorResponse().getFileDescriptorProtoList()) {
            FileDescriptorProto parsed = FileDescriptorProto.parseFrom(file);
            files.put(parsed.getName(), parsed);
        }
        for (FileDescriptorProto file : files.values()) {
            ServiceDescriptor found =
                    link(file, files).findServiceByName(name.substring(name.lastIndexOf('.') + 1));
            if (found != null) {
                return new ReflectedService(channel, found);
            }
        }
        throw new AssertionError("the server tells nothing of " + name);
    }

    private static FileDescriptor link(
            FileDescriptorProto file, Map<String, FileDescriptorProto> files) throws Exception {
        FileDescriptor[] dependencies = new FileDescriptor[file.getDependencyCount()];
        for (int i = 0; i < dependencies.length; i++) {
            FileDescriptorProto dependency = files.get(file.getDependency(i));
            if (dependency == null) {
                throw new AssertionError("the server left out " + file.getDependency(i));
            }
            dependencies[i] = link(dependency, files);
        }
        return FileDescriptor.buildFrom(file, dependencies);
    }

    /// The names of all services that the server lists.
    static List<String> names(ManagedChannel channel) throws Exception {
        return ask(channel, ServerReflectionRequest.newBuilder().setListServices("").build())
                .getListServicesResponse()
                .getServiceList()
                .stream()
                .map(ServiceResponse::getName)
                .toList();
    }

    /// Calls a unary method; both messages are JSON.
    String call(String methodName, String request) throws Exception {
        MethodDescriptor method = service.findMethodByName(methodName);
        DynamicMessage.Builder message = DynamicMessage.newBuilder(method.getInputType());
        JsonFormat.parser().merge(request, message);
        var call =
                io.grpc.MethodDescriptor.<DynamicMessage, DynamicMessage>newBuilder()
                        .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
                        .setFullMethodName(service.getFullName() + "/" + methodName)
                        .setRequestMarshaller(
                                ProtoUtils.marshaller(
                                        DynamicMessage.getDefaultInstance(method.getInputType())))
                        .setResponseMarshaller(
                                ProtoUtils.marshaller(
                                        DynamicMessage.getDefaultInstance(method.getOutputType())))
                        .build();
        DynamicMessage answer =
                ClientCalls.blockingUnaryCall(channel, call, CallOptions.DEFAULT, message.build());
        return JsonFormat.printer().omittingInsignificantWhitespace().print(answer);
    }

    private static ServerReflectionResponse ask(
            ManagedChannel channel, ServerReflectionRequest request) throws Exception {
        CompletableFuture<ServerReflectionResponse> answer = new CompletableFuture<>();
        StreamObserver<ServerReflectionRequest> requests =
                ServerReflectionGrpc.newStub(channel)
                        .serverReflectionInfo(
                                new StreamObserver<>() {
                                    @Override
                                    public void onNext(ServerReflectionResponse told) {
                                        answer.complete(told);
                                    }

                                    @Override
                                    public void onError(Throwable failure) {
                                        answer.completeExceptionally(failure);
                                    }

                                    @Override
                                    public void onCompleted() {}
                                });
        requests.onNext(request);
        requests.onCompleted();
        return answer.get(30, TimeUnit.SECONDS);
    }
}
