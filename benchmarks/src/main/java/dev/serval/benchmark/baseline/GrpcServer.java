package dev.serval.benchmark.baseline;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OrtException;
import com.google.protobuf.ByteString;
import dev.serval.server.grpc.proto.GRPCInferenceServiceGrpc;
import dev.serval.server.grpc.proto.ModelInferRequest;
import dev.serval.server.grpc.proto.ModelInferResponse;
import io.grpc.Status;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;

/// grpc-java's own server around ONNX Runtime, on a port of its own, written as cheaply as
/// generated messages allow: computing on the event loop, with tensors that are reused.
public final class GrpcServer extends GRPCInferenceServiceGrpc.GRPCInferenceServiceImplBase {
    private static final int LARGEST_MESSAGE = 64 << 20;
    private static final int STREAM_WINDOW = 1 << 20;

    private final ThreadLocal<ReusedSession> sessions;

    private GrpcServer(Path model) {
        this.sessions = ThreadLocal.withInitial(() -> open(model));
    }

    /// @param arguments the port, and the model's file
    static void main(String[] arguments) throws IOException, InterruptedException {
        InetSocketAddress address =
                new InetSocketAddress(
                        InetAddress.getLoopbackAddress(), Integer.parseInt(arguments[0]));
        NettyServerBuilder.forAddress(address)
                .directExecutor()
                .maxInboundMessageSize(LARGEST_MESSAGE)
                .initialFlowControlWindow(STREAM_WINDOW)
                .addService(new GrpcServer(Path.of(arguments[1])))
                .build()
                .start()
                .awaitTermination();
    }

    private static ReusedSession open(Path model) {
        try {
            return new ReusedSession(model);
        } catch (OrtException refused) {
            throw new IllegalStateException(refused);
        }
    }

    @Override
    public void modelInfer(ModelInferRequest request, StreamObserver<ModelInferResponse> observer) {
        ReusedSession session = sessions.get();
        try {
            request.getRawInputContents(0).copyTo(session.input().clear());
            session.run();
        } catch (OrtException failure) {
            observer.onError(Status.INTERNAL.withCause(failure).asRuntimeException());
            return;
        }
        observer.onNext(answer(request, session));
        observer.onCompleted();
    }

    private static ModelInferResponse answer(ModelInferRequest request, ReusedSession session) {
        ModelInferResponse.Builder answer =
                ModelInferResponse.newBuilder()
                        .setModelName(request.getModelName())
                        .setModelVersion("1")
                        .setId(request.getId());
        for (ReusedSession.Output output : session.outputs()) {
            answer.addOutputsBuilder()
                    .setName(output.name())
                    .setDatatype(output.type() == OnnxJavaType.INT64 ? "INT64" : "FP32")
                    .addAllShape(output.shape());
            answer.addRawOutputContents(ByteString.copyFrom(output.data().duplicate().clear()));
        }
        return answer.build();
    }
}
