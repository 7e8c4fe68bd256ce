package dev.serval.engine.sklearn.numpy;

import java.nio.ByteBuffer;

/// Reads numbers of NumPy's types out of bytes.
final class NumericCells {
    private NumericCells() {}

    static double real(ByteBuffer bytes, int at, ElementType type) {
        return switch (type.kind()) {
            case 'f' ->
                    switch (type.byteSize()) {
                        case Short.BYTES -> Float.float16ToFloat(bytes.getShort(at));
                        case Float.BYTES -> bytes.getFloat(at);
                        default -> bytes.getDouble(at);
                    };
            case 'u' -> {
                long bits = whole(bytes, at, type);
                yield bits >= 0 ? bits : (double) (bits >>> 1 | bits & 1) * 2;
            }
            default -> whole(bytes, at, type);
        };
    }

    /// The integer, or the bits of one that is unsigned and has 64 of them.
    static long whole(ByteBuffer bytes, int at, ElementType type) {
        boolean signed = type.kind() == 'i';
        return switch (type.byteSize()) {
            case Byte.BYTES -> signed ? bytes.get(at) : Byte.toUnsignedLong(bytes.get(at));
            case Short.BYTES ->
                    signed ? bytes.getShort(at) : Short.toUnsignedLong(bytes.getShort(at));
            case Integer.BYTES ->
                    signed ? bytes.getInt(at) : Integer.toUnsignedLong(bytes.getInt(at));
            default -> bytes.getLong(at);
        };
    }
}
