package dev.serval.protocol.v2grpc;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// The small parts of a protobuf message, put together on the heap. Values grow it one after the
/// other.
final class ProtoBuffer {
    private static final int FIRST_SIZE = 64;
    private static final int LONGEST_VARINT = 10;

    private byte[] bytes = new byte[FIRST_SIZE];
    private int size;

    int size() {
        return size;
    }

    /// A field's number and wire type.
    ProtoBuffer tag(int tag) {
        return varint(Integer.toUnsignedLong(tag));
    }

    ProtoBuffer varint(long value) {
        reserve(LONGEST_VARINT);
        long rest = value;
        while ((rest & ~WireFormat.VARINT_MASK) != 0) {
            bytes[size++] = (byte) (rest & WireFormat.VARINT_MASK | ~WireFormat.VARINT_MASK);
            rest >>>= WireFormat.VARINT_BITS;
        }
        bytes[size++] = (byte) rest;
        return this;
    }

    ProtoBuffer fixed64(long value) {
        reserve(Long.BYTES);
        MemorySegment.ofArray(bytes).set(WireFormat.INT64, size, value);
        size += Long.BYTES;
        return this;
    }

    /// A string behind its length.
    ProtoBuffer text(String text) {
        byte[] encoded = text.getBytes(StandardCharsets.UTF_8);
        return varint(encoded.length).append(encoded);
    }

    /// A nested message behind its length.
    ProtoBuffer message(ProtoBuffer nested) {
        return varint(nested.size).append(nested);
    }

    /// The fields of another message, without a length.
    ProtoBuffer append(ProtoBuffer other) {
        return append(other.bytes, other.size);
    }

    /// Bytes as they are.
    ProtoBuffer append(byte[] source) {
        return append(source, source.length);
    }

    /// What was written; nothing may be written afterwards.
    MemorySegment segment() {
        return MemorySegment.ofArray(bytes).asSlice(0, size);
    }

    private ProtoBuffer append(byte[] source, int length) {
        reserve(length);
        System.arraycopy(source, 0, bytes, size, length);
        size += length;
        return this;
    }

    private void reserve(int more) {
        int needed = Math.addExact(size, more);
        if (needed > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(needed, bytes.length * 2));
        }
    }

    /// Writes a varint into other memory and says where it ends.
    static long putVarint(MemorySegment target, long at, long value) {
        long end = at;
        long rest = value;
        while ((rest & ~WireFormat.VARINT_MASK) != 0) {
            byte part = (byte) (rest & WireFormat.VARINT_MASK | ~WireFormat.VARINT_MASK);
            target.set(ValueLayout.JAVA_BYTE, end++, part);
            rest >>>= WireFormat.VARINT_BITS;
        }
        target.set(ValueLayout.JAVA_BYTE, end++, (byte) rest);
        return end;
    }
}
