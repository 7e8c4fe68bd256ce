package dev.serval.engine.sklearn.pickle;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/// Decompresses LZ4 frames, as the format's description (v1.6.4) has them. Checksums are passed
/// over: joblib writes none.
final class Lz4Frame {
    private static final int MAGIC = 0x184d2204;
    private static final int VERSION = 1;
    private static final int BLOCK_CHECKSUMS = 0x10;
    private static final int CONTENT_SIZE = 0x08;
    private static final int CONTENT_CHECKSUM = 0x04;
    private static final int DICTIONARY = 0x01;
    private static final int UNCOMPRESSED = 0x80000000;
    private static final int SHORTEST_MATCH = 4;
    private static final int LONG_LENGTH = 15;
    private static final int LONGER_STILL = 255;

    private final ByteBuffer in;
    private final int limit;
    private byte[] out;
    private int length;

    private Lz4Frame(byte[] content, int limit) {
        this.in = ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN);
        this.limit = limit;
        this.out = new byte[(int) Math.min(limit, content.length * 2L)];
    }

    /// What the frames stand for.
    ///
    /// @param limit how many bytes that may be at most
    /// @throws PickleException if they are broken, cut off, or stand for more
    static byte[] decompress(byte[] content, int limit) {
        Lz4Frame frame = new Lz4Frame(content, limit);
        try {
            do {
                frame.readFrame();
            } while (frame.in.hasRemaining());
            return Arrays.copyOf(frame.out, frame.length);
        } catch (BufferUnderflowException | IllegalArgumentException cut) {
            throw new PickleException("its lz4 frame is broken or cut off", cut);
        }
    }

    private void readFrame() {
        int magic = in.getInt();
        int flags = in.get();
        if (magic != MAGIC || (flags & 0xff) >> 6 != VERSION || (flags & DICTIONARY) != 0) {
            throw new PickleException("its lz4 frame is of a kind that is not read");
        }
        skip(1 + ((flags & CONTENT_SIZE) != 0 ? Long.BYTES : 0) + 1);
        for (int size = in.getInt(); size != 0; size = in.getInt()) {
            readBlock(size);
            if ((flags & BLOCK_CHECKSUMS) != 0) {
                skip(Integer.BYTES);
            }
        }
        if ((flags & CONTENT_CHECKSUM) != 0) {
            skip(Integer.BYTES);
        }
    }

    private void skip(int bytes) {
        in.position(in.position() + bytes);
    }

    private void readBlock(int size) {
        int bytes = size & ~UNCOMPRESSED;
        if (bytes > in.remaining()) {
            throw new BufferUnderflowException();
        }
        if ((size & UNCOMPRESSED) != 0) {
            copyLiterals(bytes);
            return;
        }
        int end = in.position() + bytes;
        while (in.position() < end) {
            int token = in.get() & 0xff;
            copyLiterals(length(token >> 4));
            if (in.position() < end) {
                int distance = in.getShort() & 0xffff;
                copyMatch(distance, length(token & LONG_LENGTH) + SHORTEST_MATCH);
            }
        }
    }

    /// Lengths that four bits can't hold go on in bytes.
    private int length(int begun) {
        int found = begun;
        if (begun == LONG_LENGTH) {
            int more;
            do {
                more = in.get() & 0xff;
                found = Math.min(found + more, limit + 1);
            } while (more == LONGER_STILL);
        }
        return found;
    }

    private void copyLiterals(int count) {
        if (count > in.remaining()) {
            throw new BufferUnderflowException();
        }
        makeRoom(count);
        in.get(out, length, count);
        length += count;
    }

    /// A match may reach into what it makes itself, which repeats it.
    private void copyMatch(int distance, int count) {
        if (distance == 0 || distance > length) {
            throw new IllegalArgumentException("a match begins %d bytes back".formatted(distance));
        }
        makeRoom(count);
        for (int i = 0; i < count; i++) {
            out[length] = out[length - distance];
            length++;
        }
    }

    private void makeRoom(int count) {
        if (count > limit - length) {
            throw new PickleException(
                    "%d compressed bytes become more than %d".formatted(in.capacity(), limit));
        }
        if (length + count > out.length) {
            long doubled = Math.min(limit, Math.max(length + (long) count, out.length * 2L));
            out = Arrays.copyOf(out, (int) doubled);
        }
    }
}
