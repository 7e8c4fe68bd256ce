package dev.serval.server.grpc;

import dev.serval.inference.failure.InvalidInput;
import dev.serval.inference.failure.Unsupported;
import dev.serval.inference.tensor.TensorAllocator;
import dev.serval.server.body.BodyLimit;
import dev.serval.server.body.GrowableBlock;
import io.netty.buffer.Unpooled;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.InflaterInputStream;
import org.jspecify.annotations.Nullable;

/// A message encoding of gRPC, by its name in `grpc-encoding`.
enum GrpcCompression {
    IDENTITY("identity"),
    GZIP("gzip"),
    DEFLATE("deflate");

    private static final int PIECE = 1 << 14;

    private final String encoding;

    GrpcCompression(String encoding) {
        this.encoding = encoding;
    }

    String encoding() {
        return encoding;
    }

    /// What the header names; nothing is identity.
    ///
    /// @throws Unsupported for an encoding that is not known, naming those that are
    static GrpcCompression of(@Nullable String header) {
        if (header == null) {
            return IDENTITY;
        }
        for (GrpcCompression candidate : values()) {
            if (candidate.encoding.equals(header)) {
                return candidate;
            }
        }
        throw new Unsupported(
                "grpc-encoding is '%s', expected identity, gzip or deflate".formatted(header));
    }

    /// The message that those bytes pack.
    ///
    /// @throws InvalidInput if they are not packed so
    /// @throws dev.serval.inference.failure.TooLarge if the message is beyond the limit
    GrowableBlock unpack(MemorySegment packed, BodyLimit limit, TensorAllocator allocator) {
        GrowableBlock message = new GrowableBlock(allocator, packed.byteSize() * 2);
        try (InputStream in = unpacking(new SegmentInputStream(packed))) {
            byte[] piece = new byte[PIECE];
            for (int count = in.read(piece); count >= 0; count = in.read(piece)) {
                limit.require(message.length() + count);
                message.append(Unpooled.wrappedBuffer(piece, 0, count), count);
            }
            return message;
        } catch (IOException broken) {
            message.close();
            throw new InvalidInput(
                    "the message is not compressed as %s: %s"
                            .formatted(encoding, broken.getMessage()));
        } catch (RuntimeException failure) {
            message.close();
            throw failure;
        }
    }

    /// Those parts, packed together.
    MemorySegment pack(List<MemorySegment> parts) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream(PIECE);
        try (OutputStream out = packing(packed)) {
            byte[] piece = new byte[PIECE];
            for (MemorySegment part : parts) {
                for (long done = 0; done < part.byteSize(); done += PIECE) {
                    int count = (int) Math.min(PIECE, part.byteSize() - done);
                    MemorySegment.copy(part, ValueLayout.JAVA_BYTE, done, piece, 0, count);
                    out.write(piece, 0, count);
                }
            }
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return MemorySegment.ofArray(packed.toByteArray());
    }

    private InputStream unpacking(InputStream packed) throws IOException {
        return switch (this) {
            case IDENTITY -> packed;
            case GZIP -> new GZIPInputStream(packed, PIECE);
            case DEFLATE -> new InflaterInputStream(packed);
        };
    }

    private OutputStream packing(OutputStream target) throws IOException {
        return switch (this) {
            case IDENTITY -> target;
            case GZIP -> new GZIPOutputStream(target, PIECE);
            case DEFLATE -> new DeflaterOutputStream(target);
        };
    }
}
