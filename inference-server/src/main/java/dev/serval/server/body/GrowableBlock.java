package dev.serval.server.body;

import dev.serval.inference.tensor.MemoryBlock;
import dev.serval.inference.tensor.TensorAllocator;
import io.netty.buffer.ByteBuf;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;

/// Off-heap bytes that are appended to; used by one thread at a time.
public final class GrowableBlock implements AutoCloseable {
    private static final long LARGEST_FIRST = 1 << 20;

    private final TensorAllocator allocator;
    private MemoryBlock block;
    private ByteBuffer view;
    private long length;

    /// A block that makes room for what is expected, as far as that is modest.
    ///
    /// @param expected the bytes that are said to come; not believed beyond a megabyte
    public GrowableBlock(TensorAllocator allocator, long expected) {
        this.allocator = allocator;
        this.block = allocator.take(Math.clamp(expected, 0, LARGEST_FIRST));
        this.view = block.segment().asByteBuffer();
    }

    /// Appends the next `count` readable bytes and reads past them.
    public void append(ByteBuf bytes, int count) {
        reserve(count);
        view.limit(Math.toIntExact(length + count)).position(Math.toIntExact(length));
        bytes.readBytes(view);
        length += count;
    }

    public long length() {
        return length;
    }

    /// What was appended; valid until the next append or close.
    public MemorySegment segment() {
        return block.segment().asSlice(0, length);
    }

    private void reserve(int count) {
        long needed = length + count;
        if (needed <= view.capacity()) {
            return;
        }
        long capacity = Math.min(Math.max(needed, view.capacity() * 2L), Integer.MAX_VALUE);
        MemoryBlock larger = allocator.take(Math.max(needed, capacity));
        MemorySegment.copy(block.segment(), 0, larger.segment(), 0, length);
        block.close();
        block = larger;
        view = larger.segment().asByteBuffer();
    }

    @Override
    public void close() {
        block.close();
    }
}
