package dev.serval.server.grpc;

import dev.serval.inference.failure.InferenceException;
import dev.serval.inference.request.CallContext;
import dev.serval.inference.request.InferResponse;
import dev.serval.protocol.v2grpc.GrpcInferReader;
import dev.serval.protocol.v2grpc.GrpcInferRequest;
import dev.serval.protocol.v2grpc.GrpcInferWriter;
import dev.serval.protocol.wire.EncodedMessage;
import dev.serval.server.body.BodyLimit;
import dev.serval.server.catalog.ModelCatalog;
import dev.serval.server.catalog.ServedModel;
import dev.serval.server.inference.AddressedRequest;
import dev.serval.server.inference.EncodedReply;
import dev.serval.server.inference.ModelAddress;
import dev.serval.server.inference.WireCall;
import dev.serval.server.inference.WireProtocol;
import java.lang.foreign.MemorySegment;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// An inference call as one gRPC message.
class GrpcInferCall implements WireCall {
    /// A message of that many bytes takes some 50 µs to decode.
    private static final long QUICKLY_DECODED = 1 << 14;

    /// Raw tensors are taken as they are, but for a look at BOOL and BYTES.
    private static final long QUICKLY_TAKEN = 1 << 21;

    private final GrpcMessage message;
    private final GrpcCompression encoding;
    private final BodyLimit limit;
    private final CallContext context;
    private final GrpcReplies replies;
    private @Nullable GrpcInferRequest read;

    GrpcInferCall(
            GrpcMessage message,
            GrpcCompression encoding,
            BodyLimit limit,
            CallContext context,
            GrpcReplies replies) {
        this.message = message;
        this.encoding = encoding;
        this.limit = limit;
        this.context = context;
        this.replies = replies;
    }

    @Override
    public WireProtocol protocol() {
        return WireProtocol.GRPC;
    }

    @Override
    public CallContext context() {
        return context;
    }

    @Override
    public boolean isQuicklyRead() {
        return message.byteSize() <= QUICKLY_DECODED
                || message.byteSize() <= QUICKLY_TAKEN
                        && !message.isCompressed()
                        && message.byteSize() - GrpcInferReader.rawBytes(message.bytes())
                                <= QUICKLY_DECODED;
    }

    @Override
    public AddressedRequest read(ModelCatalog catalog) {
        MemorySegment bytes = message.unpacked(encoding, limit, context.allocator());
        GrpcInferRequest request = GrpcInferReader.read(bytes, context.allocator());
        read = request;
        try {
            ServedModel model =
                    ModelAddress.of(request.modelName(), request.modelVersion())
                            .requireFrom(catalog);
            return new AddressedRequest(called(model), request.request());
        } catch (RuntimeException refusal) {
            request.request().close();
            throw refusal;
        }
    }

    /// What the model that the message names is called as.
    ServedModel called(ServedModel named) {
        return named;
    }

    @Override
    public EncodedReply encode(AddressedRequest addressed, InferResponse response) {
        EncodedMessage encoded = write(addressed.model(), response);
        Runnable memory =
                () -> {
                    encoded.close();
                    response.close();
                };
        return new EncodedReply() {
            @Override
            public void send() {
                replies.answer(encoded.parts(), memory);
            }

            @Override
            public void close() {
                memory.run();
            }
        };
    }

    private EncodedMessage write(ServedModel model, InferResponse response) {
        try {
            return GrpcInferWriter.write(
                    model.name(),
                    model.version(),
                    Objects.requireNonNull(read),
                    response,
                    context.allocator());
        } catch (RuntimeException failure) {
            response.close();
            throw failure;
        }
    }

    @Override
    public void refuse(InferenceException failure) {
        replies.refuse(failure);
    }

    @Override
    public void release() {
        message.close();
    }
}
