package dev.serval.engine.tensorflow.session;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Reads the fields of a protocol buffer's message one after the other. Malformed bytes end in an
/// [IllegalArgumentException].
final class ProtoReader {
    private static final int VARINT = 0;
    private static final int FIXED64 = 1;
    private static final int LENGTH = 2;
    private static final int FIXED32 = 5;
    private static final int LONGEST_VARINT = 10;

    private final byte[] bytes;
    private final int end;
    private int at;
    private int field;
    private int wire;

    ProtoReader(byte[] bytes, int begin, int end) {
        this.bytes = bytes;
        this.at = begin;
        this.end = end;
    }

    static ProtoReader of(byte[] bytes) {
        return new ProtoReader(bytes, 0, bytes.length);
    }

    /// Goes to the next field, whose value must then be read or skipped.
    boolean next() {
        if (at >= end) {
            return false;
        }
        long tag = varint();
        field = (int) (tag >>> 3);
        wire = (int) (tag & 7);
        return true;
    }

    /// The number of the field.
    int field() {
        return field;
    }

    long varint() {
        long value = 0;
        for (int i = 0; i < LONGEST_VARINT; i++) {
            byte next = take();
            value |= (next & 0x7FL) << (7 * i);
            if (next >= 0) {
                return value;
            }
        }
        throw new IllegalArgumentException("a number of more than ten bytes");
    }

    ProtoReader message() {
        int length = length();
        ProtoReader inner = new ProtoReader(bytes, at, at + length);
        at += length;
        return inner;
    }

    /// What is left of the message, copied.
    byte[] toBytes() {
        return Arrays.copyOfRange(bytes, at, end);
    }

    String text() {
        int length = length();
        String text = new String(bytes, at, length, StandardCharsets.UTF_8);
        at += length;
        return text;
    }

    void skip() {
        switch (wire) {
            case VARINT -> varint();
            case FIXED64 -> advance(Long.BYTES);
            case LENGTH -> advance(length());
            case FIXED32 -> advance(Integer.BYTES);
            default -> throw new IllegalArgumentException("a field of wire type " + wire);
        }
    }

    private int length() {
        long length = varint();
        if (length < 0 || length > end - at) {
            throw new IllegalArgumentException(
                    "%d bytes are announced, %d are left".formatted(length, end - at));
        }
        return (int) length;
    }

    private void advance(int count) {
        if (count > end - at) {
            throw new IllegalArgumentException("the message ends within a field");
        }
        at += count;
    }

    private byte take() {
        if (at >= end) {
            throw new IllegalArgumentException("the message ends within a number");
        }
        return bytes[at++];
    }
}
