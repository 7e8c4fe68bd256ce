package dev.serval.benchmark.model;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/// A protobuf message that is written field by field.
public final class ProtoMessage {
    private static final int VARINT = 0;
    private static final int LENGTH = 2;
    private static final int TYPE_BITS = 3;

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    public ProtoMessage() {}

    public ProtoMessage with(int field, long value) {
        putVarint((long) field << TYPE_BITS | VARINT);
        putVarint(value);
        return this;
    }

    public ProtoMessage with(int field, String value) {
        return with(field, value.getBytes(StandardCharsets.UTF_8));
    }

    public ProtoMessage with(int field, ProtoMessage value) {
        return with(field, value.toByteArray());
    }

    public ProtoMessage with(int field, byte[] value) {
        putVarint((long) field << TYPE_BITS | LENGTH);
        putVarint(value.length);
        bytes.writeBytes(value);
        return this;
    }

    /// Integers in one field, without a tag for each.
    public ProtoMessage withPacked(int field, long... values) {
        ProtoMessage packed = new ProtoMessage();
        for (long value : values) {
            packed.putVarint(value);
        }
        return with(field, packed);
    }

    public byte[] toByteArray() {
        return bytes.toByteArray();
    }

    private void putVarint(long value) {
        long rest = value;
        while ((rest & ~0x7FL) != 0) {
            bytes.write((int) (rest & 0x7F | 0x80));
            rest >>>= 7;
        }
        bytes.write((int) rest);
    }
}
