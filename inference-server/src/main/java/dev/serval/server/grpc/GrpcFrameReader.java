package dev.serval.server.grpc;

import dev.serval.inference.failure.InvalidInput;
import dev.serval.inference.tensor.TensorAllocator;
import dev.serval.server.body.BodyLimit;
import dev.serval.server.body.GrowableBlock;
import io.netty.buffer.ByteBuf;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Cuts a stream of bytes into messages: a flag byte, a length of four bytes in network order, and
/// the message. Pieces may be cut anywhere. Used by one thread at a time.
final class GrpcFrameReader implements AutoCloseable {
    private static final int PREFIX = 5;

    private final BodyLimit limit;
    private final TensorAllocator allocator;
    private final Consumer<GrpcMessage> messages;
    private final byte[] prefix = new byte[PREFIX];
    private int prefixLength;
    private long missing;
    private @Nullable GrowableBlock current;

    GrpcFrameReader(BodyLimit limit, TensorAllocator allocator, Consumer<GrpcMessage> messages) {
        this.limit = limit;
        this.allocator = allocator;
        this.messages = messages;
    }

    /// Takes the next piece and hands on each message that it completes.
    ///
    /// @throws dev.serval.inference.failure.InferenceException if a frame is malformed or too large
    void append(ByteBuf piece) {
        while (piece.isReadable()) {
            GrowableBlock message = current;
            if (message == null) {
                readPrefix(piece);
                continue;
            }
            int count = (int) Math.min(missing, piece.readableBytes());
            message.append(piece, count);
            missing -= count;
            finishIfComplete(message);
        }
    }

    /// Goes on only between two messages.
    ///
    /// @throws InvalidInput if the stream ended within one
    void requireBetweenMessages() {
        if (prefixLength > 0) {
            throw new InvalidInput(
                    "the stream ended within a message, %d bytes before its end"
                            .formatted(current == null ? PREFIX - prefixLength : missing));
        }
    }

    private void readPrefix(ByteBuf piece) {
        int count = Math.min(PREFIX - prefixLength, piece.readableBytes());
        piece.readBytes(prefix, prefixLength, count);
        prefixLength += count;
        if (prefixLength < PREFIX) {
            return;
        }
        if (prefix[0] != 0 && prefix[0] != 1) {
            throw new InvalidInput(
                    "a message begins with flag %d, expected 0 or 1".formatted(prefix[0] & 0xFF));
        }
        missing = length();
        limit.require(missing);
        GrowableBlock message = new GrowableBlock(allocator, missing);
        current = message;
        finishIfComplete(message);
    }

    private long length() {
        long length = 0;
        for (int i = 1; i < PREFIX; i++) {
            length = length << 8 | prefix[i] & 0xFF;
        }
        return length;
    }

    private void finishIfComplete(GrowableBlock message) {
        if (missing == 0) {
            current = null;
            prefixLength = 0;
            messages.accept(new GrpcMessage(message, prefix[0] == 1));
        }
    }

    /// Drops a message that is not complete.
    @Override
    public void close() {
        if (current != null) {
            current.close();
            current = null;
        }
    }
}
