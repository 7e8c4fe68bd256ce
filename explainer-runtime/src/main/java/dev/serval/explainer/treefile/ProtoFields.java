package dev.serval.explainer.treefile;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.WireFormat;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The fields of one protobuf message by number, with no more known of them than the wire says.
final class ProtoFields {
    private final Map<Integer, List<Object>> fields = new HashMap<>();

    private ProtoFields() {}

    static ProtoFields parse(ByteString message) throws MalformedTreesException {
        ProtoFields parsed = new ProtoFields();
        try {
            CodedInputStream in = message.newCodedInput();
            for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
                Object value =
                        switch (WireFormat.getTagWireType(tag)) {
                            case WireFormat.WIRETYPE_VARINT -> (Object) in.readRawVarint64();
                            case WireFormat.WIRETYPE_FIXED64 -> in.readRawLittleEndian64();
                            case WireFormat.WIRETYPE_FIXED32 -> in.readRawLittleEndian32();
                            case WireFormat.WIRETYPE_LENGTH_DELIMITED -> in.readBytes();
                            default -> throw new IOException("wire type of a group");
                        };
                parsed.fields
                        .computeIfAbsent(WireFormat.getTagFieldNumber(tag), _ -> new ArrayList<>())
                        .add(value);
            }
        } catch (IOException malformed) {
            throw new MalformedTreesException(
                    "it is no protobuf message: " + malformed.getMessage());
        }
        return parsed;
    }

    /// The messages of a field, in order.
    List<ProtoFields> messages(int field) throws MalformedTreesException {
        List<ProtoFields> messages = new ArrayList<>();
        for (Object value : values(field)) {
            messages.add(parse(bytes(field, value)));
        }
        return messages;
    }

    Optional<ProtoFields> message(int field) throws MalformedTreesException {
        List<ProtoFields> messages = messages(field);
        return messages.isEmpty() ? Optional.empty() : Optional.of(messages.getLast());
    }

    String text(int field) throws MalformedTreesException {
        List<String> texts = texts(field);
        return texts.isEmpty() ? "" : texts.getLast();
    }

    List<String> texts(int field) throws MalformedTreesException {
        List<String> texts = new ArrayList<>();
        for (Object value : values(field)) {
            texts.add(bytes(field, value).toStringUtf8());
        }
        return texts;
    }

    ByteString bytes(int field) throws MalformedTreesException {
        List<Object> values = values(field);
        return values.isEmpty() ? ByteString.EMPTY : bytes(field, values.getLast());
    }

    /// The integers of a field, packed or not.
    long[] integers(int field) throws MalformedTreesException {
        List<Long> integers = new ArrayList<>();
        for (Object value : values(field)) {
            switch (value) {
                case Long single -> integers.add(single);
                case ByteString packed -> unpack(packed, integers);
                default -> throw mistyped(field);
            }
        }
        return integers.stream().mapToLong(Long::longValue).toArray();
    }

    private static void unpack(ByteString packed, List<Long> integers)
            throws MalformedTreesException {
        try {
            CodedInputStream in = packed.newCodedInput();
            while (!in.isAtEnd()) {
                integers.add(in.readRawVarint64());
            }
        } catch (IOException malformed) {
            throw new MalformedTreesException(
                    "packed integers end too early: " + malformed.getMessage());
        }
    }

    /// The 32-bit floats of a field, packed or not.
    double[] floats(int field) throws MalformedTreesException {
        List<Double> floats = new ArrayList<>();
        for (Object value : values(field)) {
            switch (value) {
                case Integer single -> floats.add((double) Float.intBitsToFloat(single));
                case ByteString packed -> {
                    ByteBuffer buffer =
                            packed.asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
                    while (buffer.remaining() >= Float.BYTES) {
                        floats.add((double) buffer.getFloat());
                    }
                }
                default -> throw mistyped(field);
            }
        }
        return floats.stream().mapToDouble(Double::doubleValue).toArray();
    }

    /// The 64-bit floats of a field, packed or not.
    double[] doubles(int field) throws MalformedTreesException {
        List<Double> doubles = new ArrayList<>();
        for (Object value : values(field)) {
            switch (value) {
                case Long single -> doubles.add(Double.longBitsToDouble(single));
                case ByteString packed -> {
                    ByteBuffer buffer =
                            packed.asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
                    while (buffer.remaining() >= Double.BYTES) {
                        doubles.add(buffer.getDouble());
                    }
                }
                default -> throw mistyped(field);
            }
        }
        return doubles.stream().mapToDouble(Double::doubleValue).toArray();
    }

    private List<Object> values(int field) {
        return fields.getOrDefault(field, List.of());
    }

    private static ByteString bytes(int field, Object value) throws MalformedTreesException {
        if (value instanceof ByteString bytes) {
            return bytes;
        }
        throw mistyped(field);
    }

    private static MalformedTreesException mistyped(int field) {
        return new MalformedTreesException(
                "field %d of a protobuf message is of an unexpected type".formatted(field));
    }
}
