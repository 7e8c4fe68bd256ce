package dev.serval.server.grpc;

import dev.serval.inference.failure.InvalidInput;
import dev.serval.inference.tensor.TensorAllocator;
import dev.serval.server.body.BodyLimit;
import dev.serval.server.body.GrowableBlock;
import java.lang.foreign.MemorySegment;

/// A message as its frame carried it: perhaps compressed, off the heap.
final class GrpcMessage implements AutoCloseable {
    private final GrowableBlock bytes;
    private final boolean compressed;
    private GrowableBlock plain;

    GrpcMessage(GrowableBlock bytes, boolean compressed) {
        this.bytes = bytes;
        this.compressed = compressed;
        this.plain = bytes;
    }

    boolean isCompressed() {
        return compressed;
    }

    /// How many bytes its frame carried.
    long byteSize() {
        return bytes.length();
    }

    /// What its frame carried, valid until this is closed.
    MemorySegment bytes() {
        return bytes.segment();
    }

    /// The message itself, unpacked if it has to be; valid until this is closed.
    ///
    /// @throws InvalidInput if it is compressed and the call names no encoding, or another
    MemorySegment unpacked(GrpcCompression encoding, BodyLimit limit, TensorAllocator allocator) {
        if (!compressed) {
            return bytes.segment();
        }
        if (encoding == GrpcCompression.IDENTITY) {
            throw new InvalidInput(
                    "the message is compressed, expected a grpc-encoding that says how");
        }
        if (plain != bytes) {
            return plain.segment();
        }
        plain = encoding.unpack(bytes.segment(), limit, allocator);
        return plain.segment();
    }

    @Override
    public void close() {
        bytes.close();
        plain.close();
    }
}
