package dev.serval.protocol.v2grpc;

import dev.serval.inference.tensor.DataType;
import dev.serval.inference.tensor.Tensor;
import dev.serval.protocol.wire.MessageParts;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// One output in `InferTensorContents`: a few bytes of head, then the elements as protobuf packs
/// them.
///
/// @param head the tag and length of a packed field; empty for byte strings, which are not packed,
///   and for no elements
/// @param elementsSize how many bytes follow the head
record TypedOutput(Tensor output, ContentsField field, ProtoBuffer head, long elementsSize) {
    static TypedOutput of(Tensor output) {
        ContentsField field = ContentsField.of(output.dataType()).orElseThrow();
        long size = sizeOf(output, field);
        ProtoBuffer head = new ProtoBuffer();
        if (field != ContentsField.BYTES_CONTENTS && size > 0) {
            head.tag(tagOf(field)).varint(size);
        }
        return new TypedOutput(output, field, head, size);
    }

    /// The length of the whole `contents` message.
    long contentsSize() {
        return head.size() + elementsSize;
    }

    /// Adds the elements: a view of the tensor where it has them as the wire does, else a block.
    void addTo(MessageParts parts) {
        if (isAsInMemory(output.dataType())) {
            parts.add(output.data());
            return;
        }
        MemorySegment target = parts.addBlock(elementsSize);
        if (field == ContentsField.BYTES_CONTENTS) {
            putByteStrings(target);
            return;
        }
        long end = 0;
        for (long i = 0; i < output.elementCount(); i++) {
            end = ProtoBuffer.putVarint(target, end, integer(output, i));
        }
    }

    private void putByteStrings(MemorySegment target) {
        long end = 0;
        for (long i = 0; i < output.elementCount(); i++) {
            MemorySegment element = output.element(i);
            end = ProtoBuffer.putVarint(target, end, tagOf(field));
            end = ProtoBuffer.putVarint(target, end, element.byteSize());
            MemorySegment.copy(element, 0, target, end, element.byteSize());
            end += element.byteSize();
        }
    }

    private static long sizeOf(Tensor output, ContentsField field) {
        if (isAsInMemory(output.dataType())) {
            return output.data().byteSize();
        }
        long size = 0;
        for (long i = 0; i < output.elementCount(); i++) {
            size +=
                    field == ContentsField.BYTES_CONTENTS
                            ? byteStringSize(output.element(i).byteSize())
                            : WireFormat.varintSize(integer(output, i));
        }
        return size;
    }

    private static long byteStringSize(long length) {
        return 1 + WireFormat.varintSize(length) + length;
    }

    /// Floating-point numbers are little-endian on the wire, and a BOOL is a varint of one byte.
    private static boolean isAsInMemory(DataType type) {
        return type == DataType.FP32 || type == DataType.FP64 || type == DataType.BOOL;
    }

    private static int tagOf(ContentsField field) {
        return field.number() << WireFormat.TYPE_BITS | WireFormat.LENGTH;
    }

    private static long integer(Tensor tensor, long index) {
        MemorySegment data = tensor.data();
        return switch (tensor.dataType()) {
            case INT8 -> data.get(ValueLayout.JAVA_BYTE, index);
            case UINT8 -> Byte.toUnsignedLong(data.get(ValueLayout.JAVA_BYTE, index));
            case INT16 -> data.getAtIndex(ValueLayout.JAVA_SHORT_UNALIGNED, index);
            case UINT16 ->
                    Short.toUnsignedLong(data.getAtIndex(ValueLayout.JAVA_SHORT_UNALIGNED, index));
            case INT32 -> data.getAtIndex(ValueLayout.JAVA_INT_UNALIGNED, index);
            case UINT32 ->
                    Integer.toUnsignedLong(data.getAtIndex(ValueLayout.JAVA_INT_UNALIGNED, index));
            case INT64, UINT64 -> data.getAtIndex(ValueLayout.JAVA_LONG_UNALIGNED, index);
            case BOOL, FP16, BF16, FP32, FP64, BYTES ->
                    throw new IllegalArgumentException(tensor + " holds no integers");
        };
    }
}
