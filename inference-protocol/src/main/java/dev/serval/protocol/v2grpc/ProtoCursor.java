package dev.serval.protocol.v2grpc;

import dev.serval.inference.failure.InvalidInput;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Walks through the fields of one protobuf message and trusts none of its lengths. Whoever reads
/// says what it reads, so that a refusal names the field and the byte at which it is broken.
final class ProtoCursor {
    private static final int MOST_VARINT_BYTES = 10;
    private static final int LONGEST_TEXT = 1 << 24;
    private static final long LARGEST_TAG = 0xffff_ffffL;

    private final MemorySegment memory;
    private final long end;
    private long position;

    ProtoCursor(MemorySegment message) {
        this(message, 0, message.byteSize());
    }

    private ProtoCursor(MemorySegment memory, long position, long end) {
        this.memory = memory;
        this.position = position;
        this.end = end;
    }

    boolean hasMore() {
        return position < end;
    }

    /// The bytes that are left.
    long remaining() {
        return end - position;
    }

    /// Another cursor at this place, so that a message may be read twice.
    ProtoCursor copy() {
        return new ProtoCursor(memory, position, end);
    }

    /// The next field's number and wire type. A tag's low three bits are the type.
    int tag() {
        long tag = varint("tag");
        if (tag < 0 || tag > LARGEST_TAG || tag >>> WireFormat.TYPE_BITS == 0) {
            throw broken(
                    "tag", "is %d, expected a field number from 1 to 536870911".formatted(tag));
        }
        return (int) tag;
    }

    /// A value of 7 bits a byte, the lowest first; what is beyond 64 bits is dropped, as in every
    /// protobuf library.
    long varint(String field) {
        long value = 0;
        for (int i = 0; i < MOST_VARINT_BYTES; i++) {
            if (position == end) {
                throw broken(field, "ends after %d bytes of a varint".formatted(i));
            }
            byte part = memory.get(ValueLayout.JAVA_BYTE, position++);
            value |= (long) (part & WireFormat.VARINT_MASK) << (i * WireFormat.VARINT_BITS);
            if (part >= 0) {
                return value;
            }
        }
        throw broken(field, "has a varint of more than %d bytes".formatted(MOST_VARINT_BYTES));
    }

    int fixed32(String field) {
        return memory.get(WireFormat.INT32, advance(field, Integer.BYTES));
    }

    long fixed64(String field) {
        return memory.get(WireFormat.INT64, advance(field, Long.BYTES));
    }

    /// The bytes of a length-delimited field, as a view.
    MemorySegment bytes(String field) {
        long length = length(field);
        return memory.asSlice(advance(field, length), length);
    }

    /// A nested message.
    ProtoCursor message(String field) {
        long start = advance(field, length(field));
        return new ProtoCursor(memory, start, position);
    }

    /// A string, which has to be UTF-8.
    String text(String field) {
        long length = length(field);
        if (length > LONGEST_TEXT) {
            throw broken(
                    field, "has %d bytes, expected at most %d".formatted(length, LONGEST_TEXT));
        }
        byte[] bytes = new byte[(int) length];
        MemorySegment.copy(
                memory, ValueLayout.JAVA_BYTE, advance(field, length), bytes, 0, bytes.length);
        String text = new String(bytes, StandardCharsets.UTF_8);
        boolean maybeMalformed = text.indexOf('\uFFFD') >= 0;
        if (maybeMalformed && !Arrays.equals(text.getBytes(StandardCharsets.UTF_8), bytes)) {
            throw broken(field, "is no UTF-8 in its last %d bytes".formatted(length));
        }
        return text;
    }

    /// Passes over a field that nobody knows.
    void skip(int tag) {
        String field = "field " + (tag >>> WireFormat.TYPE_BITS);
        switch (tag & WireFormat.TYPE_MASK) {
            case WireFormat.VARINT -> varint(field);
            case WireFormat.FIXED64 -> advance(field, Long.BYTES);
            case WireFormat.FIXED32 -> advance(field, Integer.BYTES);
            case WireFormat.LENGTH -> advance(field, length(field));
            case WireFormat.GROUP_START, WireFormat.GROUP_END ->
                    throw broken(field, "is a group, expected wire type 0, 1, 2 or 5");
            default -> {
                int type = tag & WireFormat.TYPE_MASK;
                throw broken(field, "has wire type %d, expected 0, 1, 2 or 5".formatted(type));
            }
        }
    }

    private long length(String field) {
        long length = varint(field);
        if (length < 0 || length > remaining()) {
            throw broken(
                    field,
                    "claims %s bytes, %d are left"
                            .formatted(Long.toUnsignedString(length), remaining()));
        }
        return length;
    }

    /// The place before the step.
    private long advance(String field, long step) {
        if (step > remaining()) {
            throw broken(field, "takes %d bytes, %d are left".formatted(step, remaining()));
        }
        long start = position;
        position += step;
        return start;
    }

    private InvalidInput broken(String field, String complaint) {
        return new InvalidInput(
                "%s %s (byte %d of the message)".formatted(field, complaint, position));
    }
}
