package dev.serval.protocol.wire;

import dev.serval.inference.failure.TooLarge;
import dev.serval.inference.tensor.MemoryBlock;
import java.lang.foreign.MemorySegment;
import java.util.List;

/// A message ready to be sent, as parts that follow one another. A part may be a view of a tensor
/// of the response, so the response stays open until the message is sent.
public final class EncodedMessage implements AutoCloseable {
    private static final int LONGEST_ARRAY = Integer.MAX_VALUE - 8;

    private final List<MemorySegment> parts;
    private final List<MemoryBlock> blocks;
    private final long byteSize;

    EncodedMessage(List<MemorySegment> parts, List<MemoryBlock> blocks) {
        this.parts = List.copyOf(parts);
        this.blocks = List.copyOf(blocks);
        long size = 0;
        for (MemorySegment part : parts) {
            size += part.byteSize();
        }
        this.byteSize = size;
    }

    /// A message of one part, for which no memory was taken.
    public static EncodedMessage of(MemorySegment whole) {
        return new EncodedMessage(List.of(whole), List.of());
    }

    /// The message, in order: segments over a `byte[]`, or native ones. None is empty.
    public List<MemorySegment> parts() {
        return parts;
    }

    /// The bytes of all parts together.
    public long byteSize() {
        return byteSize;
    }

    /// The whole message, copied.
    ///
    /// @throws TooLarge if it does not fit an array
    public byte[] toByteArray() {
        if (byteSize > LONGEST_ARRAY) {
            throw new TooLarge(
                    "the message is %d bytes, expected at most %d"
                            .formatted(byteSize, LONGEST_ARRAY));
        }
        byte[] whole = new byte[(int) byteSize];
        MemorySegment target = MemorySegment.ofArray(whole);
        long end = 0;
        for (MemorySegment part : parts) {
            MemorySegment.copy(part, 0, target, end, part.byteSize());
            end += part.byteSize();
        }
        return whole;
    }

    /// Gives back the memory that encoding took, never that of the response's tensors. Closing
    /// again does nothing.
    @Override
    public void close() {
        blocks.forEach(MemoryBlock::close);
    }
}
