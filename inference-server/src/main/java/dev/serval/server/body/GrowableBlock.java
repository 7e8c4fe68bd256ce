package dev.serval.server.body;

import dev.serval.inference.tensor.MemoryBlock;
import dev.serval.inference.tensor.TensorAllocator;
import io.netty.buffer.ByteBuf;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// Off-heap bytes that are appended to; used by one thread at a time. They lie so that the end of
/// what is expected is aligned to 64 bytes, which is where messages have their tensors: what has to
/// be copied otherwise, because its elements cannot be read where they are, can stay.
public final class GrowableBlock implements AutoCloseable {
    private static final long LARGEST_FIRST = 1 << 20;
    private static final long ALIGNMENT = 64;

    /// How many times what has come is taken at once, if so much is said to come.
    private static final long BELIEVED_AHEAD = 8;

    private final TensorAllocator allocator;
    private final long start;
    private final long expectedEnd;
    private MemoryBlock block;
    private long end;

    /// A block that makes room for what is expected, as far as that is modest.
    ///
    /// @param expected the bytes that are said to come; beyond a megabyte not believed before an
    ///   eighth of them has come
    public GrowableBlock(TensorAllocator allocator, long expected) {
        long modest = Math.clamp(expected, 0, LARGEST_FIRST);
        this.allocator = allocator;
        this.start = -Math.max(0, expected) & ALIGNMENT - 1;
        this.expectedEnd = start + Math.clamp(expected, 0, Integer.MAX_VALUE);
        this.end = start;
        this.block = allocator.take(start + modest);
    }

    /// Appends the next `count` readable bytes and reads past them.
    public void append(ByteBuf bytes, int count) {
        reserve(count);
        if (bytes.hasArray()) {
            int from = bytes.arrayOffset() + bytes.readerIndex();
            MemorySegment.copy(
                    bytes.array(), from, block.segment(), ValueLayout.JAVA_BYTE, end, count);
            bytes.skipBytes(count);
        } else {
            bytes.readBytes(block.segment().asSlice(end, count).asByteBuffer());
        }
        end += count;
    }

    public long length() {
        return end - start;
    }

    /// What was appended; valid until the next append or close.
    public MemorySegment segment() {
        return block.segment().asSlice(start, end - start);
    }

    private void reserve(int count) {
        long capacity = block.segment().byteSize();
        long needed = end + count;
        if (needed <= capacity) {
            return;
        }
        boolean isBelievable = needed <= expectedEnd && expectedEnd <= needed * BELIEVED_AHEAD;
        long size = isBelievable ? expectedEnd : capacity * 2;
        MemoryBlock larger = allocator.take(Math.max(needed, size));
        MemorySegment.copy(block.segment(), start, larger.segment(), start, end - start);
        block.close();
        block = larger;
    }

    @Override
    public void close() {
        block.close();
    }
}
