package dev.serval.protocol.wire;

import dev.serval.inference.tensor.MemoryBlock;
import dev.serval.inference.tensor.Tensor;
import dev.serval.inference.tensor.TensorAllocator;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;

/// Puts a message together, part by part. It owns the memory it takes until [#finish] hands it to
/// the message; closed before that, it gives the memory back.
public final class MessageParts implements AutoCloseable {
    private final List<MemorySegment> parts = new ArrayList<>();
    private final List<MemoryBlock> blocks = new ArrayList<>();
    private final TensorAllocator allocator;

    public MessageParts(TensorAllocator allocator) {
        this.allocator = allocator;
    }

    /// Adds bytes that stay as they are until the message is sent. They are not copied.
    public void add(MemorySegment part) {
        if (part.byteSize() > 0) {
            parts.add(part);
        }
    }

    /// Adds a tensor in raw form: its own memory if its elements have a fixed size, else a block
    /// into which the elements are encoded.
    public void addRaw(Tensor tensor) {
        if (tensor.dataType().hasFixedSize()) {
            add(tensor.data());
            return;
        }
        RawTensors.write(tensor, addBlock(RawTensors.byteSize(tensor)));
    }

    /// Adds memory of the message's own, to be filled by the caller before the message is sent.
    public MemorySegment addBlock(long byteSize) {
        MemoryBlock block = allocator.take(byteSize);
        blocks.add(block);
        add(block.segment());
        return block.segment();
    }

    /// Adds bytes before all others, for a head that is known last.
    public void addFirst(MemorySegment head) {
        parts.addFirst(head);
    }

    /// The message; nothing may be added afterwards.
    public EncodedMessage finish() {
        EncodedMessage message = new EncodedMessage(parts, blocks);
        blocks.clear();
        return message;
    }

    @Override
    public void close() {
        blocks.forEach(MemoryBlock::close);
    }
}
