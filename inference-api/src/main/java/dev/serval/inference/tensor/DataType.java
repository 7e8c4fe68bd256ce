package dev.serval.inference.tensor;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/// The element types of the Open Inference Protocol; the constant's name is the name on the wire.
public enum DataType {
    BOOL(1, Kind.BOOLEAN),
    UINT8(1, Kind.UNSIGNED),
    UINT16(2, Kind.UNSIGNED),
    UINT32(4, Kind.UNSIGNED),
    UINT64(8, Kind.UNSIGNED),
    INT8(1, Kind.SIGNED),
    INT16(2, Kind.SIGNED),
    INT32(4, Kind.SIGNED),
    INT64(8, Kind.SIGNED),
    /// IEEE 754 binary16.
    FP16(2, Kind.FLOATING),
    /// The upper half of an IEEE 754 binary32.
    BF16(2, Kind.FLOATING),
    FP32(4, Kind.FLOATING),
    FP64(8, Kind.FLOATING),
    /// Byte strings of any length and content; text is UTF-8 in them.
    BYTES(0, Kind.BYTE_STRING);

    /// What the elements of a type are.
    public enum Kind {
        BOOLEAN,
        UNSIGNED,
        SIGNED,
        FLOATING,
        BYTE_STRING
    }

    private static final Map<String, DataType> BY_NAME =
            Arrays.stream(values()).collect(Collectors.toMap(DataType::name, Function.identity()));

    private final int byteSize;
    private final Kind kind;

    DataType(int byteSize, Kind kind) {
        this.byteSize = byteSize;
        this.kind = kind;
    }

    /// The type of that wire name, in capitals as the protocol writes it.
    public static Optional<DataType> find(String wireName) {
        return Optional.ofNullable(BY_NAME.get(wireName));
    }

    /// Bytes of one element, at least 1.
    ///
    /// @throws IllegalStateException for [#BYTES], whose elements have no fixed size
    public int byteSize() {
        if (this == BYTES) {
            throw new IllegalStateException("elements of BYTES have no fixed size");
        }
        return byteSize;
    }

    /// Whether every element takes [#byteSize] bytes; true for all types but [#BYTES].
    public boolean hasFixedSize() {
        return this != BYTES;
    }

    public Kind kind() {
        return kind;
    }
}
