package dev.serval.protocol.v2grpc;

import dev.serval.inference.tensor.TensorAllocator;
import java.lang.foreign.MemorySegment;

/// Reads `inference.ModelInferRequest` of the Open Inference Protocol.
public final class GrpcInferReader {
    private GrpcInferReader() {}

    /// The request in a message.
    ///
    /// Raw tensors are views of the message where their bytes lie aligned to the element's size,
    /// and copies elsewhere; so are FP32 and FP64 elements in a packed field. Every other element
    /// is decoded into memory of the allocator.
    ///
    /// @param message a native segment without the gRPC frame's header; it has to outlive the
    ///   request
    /// @throws dev.serval.inference.failure.InvalidInput naming the field or input that is wrong;
    ///   all memory is given back then
    /// @throws dev.serval.inference.failure.TooLarge if the message lists more than 65,536 things
    public static GrpcInferRequest read(MemorySegment message, TensorAllocator allocator) {
        return RequestFields.read(message).toRequest(allocator);
    }

    /// How many bytes of a message are raw tensors, which need not be decoded; 0 for a message that
    /// is malformed. Takes next to no time.
    public static long rawBytes(MemorySegment message) {
        return RequestFields.rawBytes(message);
    }
}
