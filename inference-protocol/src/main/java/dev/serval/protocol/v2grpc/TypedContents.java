package dev.serval.protocol.v2grpc;

import dev.serval.inference.failure.InvalidInput;
import dev.serval.inference.tensor.DataType;
import dev.serval.inference.tensor.MemoryBlock;
import dev.serval.inference.tensor.Shape;
import dev.serval.inference.tensor.Tensor;
import dev.serval.inference.tensor.TensorAllocator;
import dev.serval.protocol.wire.RawTensors;
import java.lang.foreign.MemorySegment;
import java.util.List;

/// The elements of one input in `InferTensorContents`. They are walked through twice: counted
/// against the shape before any memory is taken, then read into it.
final class TypedContents {
    private final String name;
    private final DataType type;
    private final Shape shape;
    private final ContentsField field;
    private final List<ProtoCursor> messages;

    /// How many elements there are, and for byte strings how many bytes they have together.
    private long count;

    private long byteCount;

    /// The elements of a message that has them all in one packed field.
    private MemorySegment onlyRun = MemorySegment.NULL;

    private int runs;

    private TypedContents(
            String name,
            DataType type,
            Shape shape,
            ContentsField field,
            List<ProtoCursor> messages) {
        this.name = name;
        this.type = type;
        this.shape = shape;
        this.field = field;
        this.messages = messages;
    }

    /// @param messages the contents, of which repeated ones are taken together
    /// @throws InvalidInput if the type has no typed form, elements are in another type's field, or
    ///   there are more or fewer than the shape says
    static TypedContents of(String name, DataType type, Shape shape, List<ProtoCursor> messages) {
        ContentsField field =
                ContentsField.of(type)
                        .orElseThrow(() ->
                                new InvalidInput(
                                        "input '%s': %s has no typed contents, expected raw_input_contents"
                                                .formatted(name, type)));
        TypedContents contents = new TypedContents(name, type, shape, field, messages);
        for (ProtoCursor message : messages) {
            contents.count(message.copy());
        }
        contents.requireCount();
        return contents;
    }

    private void count(ProtoCursor in) {
        while (in.hasMore()) {
            int tag = in.tag();
            ContentsField found = ContentsField.ofTag(tag);
            if (found == null) {
                in.skip(tag);
                continue;
            }
            long before = count;
            countElements(in, tag, found);
            if (found != field && count > before) {
                throw new InvalidInput(
                        "input '%s': elements in %s, expected %s for %s"
                                .formatted(name, found, field, type));
            }
        }
    }

    private void countElements(ProtoCursor in, int tag, ContentsField found) {
        runs++;
        if ((tag & WireFormat.TYPE_MASK) != WireFormat.LENGTH) {
            in.skip(tag);
            count++;
            return;
        }
        MemorySegment run = in.bytes(found.toString());
        if (found == ContentsField.BYTES_CONTENTS) {
            count++;
            byteCount += run.byteSize();
            return;
        }
        onlyRun = run;
        count += found.countPacked(run);
    }

    private void requireCount() {
        if (count != shape.elementCount()) {
            throw new InvalidInput(
                    "input '%s': %d elements in %s, expected %d for shape %s"
                            .formatted(name, count, field, shape.elementCount(), shape));
        }
    }

    /// The tensor; its memory is given back if an element is refused.
    Tensor toTensor(TensorAllocator allocator) {
        if (field == ContentsField.BYTES_CONTENTS) {
            return toByteStrings(allocator);
        }
        boolean asInMemory = type == DataType.FP32 || type == DataType.FP64;
        if (asInMemory && runs == 1 && onlyRun.byteSize() == shape.byteSize(type)) {
            return RawTensors.read(name, type, shape, onlyRun, allocator);
        }
        Tensor tensor = Tensor.allocate(name, type, shape, allocator);
        try {
            ElementSink sink = new ElementSink(tensor);
            for (ProtoCursor message : messages) {
                read(message.copy(), sink);
            }
            return tensor;
        } catch (RuntimeException refused) {
            tensor.close();
            throw refused;
        }
    }

    private void read(ProtoCursor in, ElementSink sink) {
        while (in.hasMore()) {
            int tag = in.tag();
            if (ContentsField.ofTag(tag) != field) {
                in.skip(tag);
            } else if ((tag & WireFormat.TYPE_MASK) == WireFormat.LENGTH) {
                ProtoCursor run = in.message(field.toString());
                while (run.hasMore()) {
                    sink.add(element(run));
                }
            } else {
                sink.add(element(in));
            }
        }
    }

    private long element(ProtoCursor in) {
        return switch (field.wireType()) {
            case WireFormat.FIXED32 -> in.fixed32(field.toString());
            case WireFormat.FIXED64 -> in.fixed64(field.toString());
            default -> in.varint(field.toString());
        };
    }

    private Tensor toByteStrings(TensorAllocator allocator) {
        long indexSize = (count + 1) * Tensor.OFFSET.byteSize();
        MemoryBlock block = allocator.take(indexSize + byteCount);
        MemorySegment index = block.segment().asSlice(0, indexSize);
        MemorySegment data = block.segment().asSlice(indexSize, byteCount);
        index.setAtIndex(Tensor.OFFSET, 0, 0);
        long end = 0;
        long element = 0;
        for (ProtoCursor message : messages) {
            ProtoCursor in = message.copy();
            while (in.hasMore()) {
                int tag = in.tag();
                if (ContentsField.ofTag(tag) != field) {
                    in.skip(tag);
                    continue;
                }
                MemorySegment bytes = in.bytes(field.toString());
                MemorySegment.copy(bytes, 0, data, end, bytes.byteSize());
                end += bytes.byteSize();
                index.setAtIndex(Tensor.OFFSET, ++element, end);
            }
        }
        return Tensor.overBytes(name, shape, data, index, block::close);
    }
}
