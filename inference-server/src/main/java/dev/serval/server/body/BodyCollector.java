package dev.serval.server.body;

import dev.serval.inference.failure.InvalidInput;
import dev.serval.inference.tensor.TensorAllocator;
import io.netty.buffer.ByteBuf;
import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/// Gathers a body of a JSON head, on the heap where it is scanned fastest, and a binary tail, off
/// the heap where engines can read it. Used by one thread at a time.
public final class BodyCollector implements AutoCloseable {
    /// A head length that takes the whole body.
    public static final long ALL_HEAD = Long.MAX_VALUE;

    private static final int LARGEST_FIRST = RecycledArrays.LEAST;
    private static final RecycledArrays ARRAYS = new RecycledArrays(1 << 24);
    private static final byte[] CLOSED = {};

    /// How many times what has come is taken at once, if so much is said to come.
    private static final int BELIEVED_AHEAD = 8;

    private final long headLimit;
    private final long expected;
    private final BodyLimit limit;
    private final TensorAllocator allocator;
    private byte[] head;
    private int headLength;
    private @Nullable GrowableBlock tail;

    /// A collector of one body.
    ///
    /// @param headLimit how many of the first bytes are the head
    /// @param expected the bytes that are said to come, or -1; believed once an eighth of them has
    ///   come, or if they are few
    public BodyCollector(
            long headLimit, long expected, BodyLimit limit, TensorAllocator allocator) {
        this.headLimit = headLimit;
        this.expected = expected;
        this.limit = limit;
        this.allocator = allocator;
        int first = (int) Math.clamp(Math.min(expected, headLimit), 256, LARGEST_FIRST);
        this.head = ARRAYS.take(first);
    }

    /// Appends a piece of the body.
    ///
    /// @throws dev.serval.inference.failure.TooLarge if the body is beyond the limit by now
    public void append(ByteBuf piece) {
        limit.require(length() + piece.readableBytes());
        int forHead = (int) Math.min(piece.readableBytes(), headLimit - headLength);
        if (forHead > 0) {
            reserveHead(forHead);
            piece.readBytes(head, headLength, forHead);
            headLength += forHead;
        }
        if (piece.isReadable()) {
            tail().append(piece, piece.readableBytes());
        }
    }

    /// Bytes so far.
    public long length() {
        return headLength + (tail == null ? 0 : tail.length());
    }

    /// The array that holds the head from its beginning, and other bytes behind it; valid until the
    /// next append or close.
    public byte[] head() {
        return head;
    }

    public int headLength() {
        return headLength;
    }

    /// What came after the head; empty if nothing did.
    public MemorySegment tailSegment() {
        return tail == null ? MemorySegment.NULL : tail.segment();
    }

    /// Goes on only if the head is complete.
    ///
    /// @throws InvalidInput if fewer bytes came than the head was said to have
    public void requireCompleteHead() {
        if (headLimit != ALL_HEAD && headLength < headLimit) {
            throw new InvalidInput(
                    "Inference-Header-Content-Length is %d, the body has %d bytes"
                            .formatted(headLimit, headLength));
        }
    }

    private GrowableBlock tail() {
        GrowableBlock block = tail;
        if (block == null) {
            block = new GrowableBlock(allocator, expected - headLimit);
            tail = block;
        }
        return block;
    }

    private void reserveHead(int count) {
        int needed = headLength + count;
        if (needed > head.length) {
            long target = Math.min(expected, headLimit);
            boolean isBelievable = needed <= target && target <= (long) needed * BELIEVED_AHEAD;
            long size = isBelievable ? target : head.length * 2L;
            byte[] larger = ARRAYS.take((int) Math.clamp(size, needed, 1 << 30));
            System.arraycopy(head, 0, larger, 0, headLength);
            ARRAYS.giveBack(head);
            head = larger;
        }
    }

    /// Gives the memory back; what was gathered is not to be read any more.
    @Override
    public void close() {
        ARRAYS.giveBack(head);
        head = CLOSED;
        if (tail != null) {
            tail.close();
        }
    }
}
