package dev.serval.server.contract;

import dev.serval.inference.tensor.DataType;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/// A tensor as test cases write it: numbers as longs or doubles in the type's own precision, 16-bit
/// floats as their bits, byte strings in hexadecimal.
record TestTensor(String name, DataType type, List<Long> shape, List<Object> values) {

    /// The elements as the binary wires carry them, little-endian.
    byte[] toRaw() {
        ByteArrayOutputStream raw = new ByteArrayOutputStream();
        for (Object value : values) {
            raw.writeBytes(raw(value));
        }
        return raw.toByteArray();
    }

    private byte[] raw(Object value) {
        if (type == DataType.BYTES) {
            byte[] bytes = HexFormat.of().parseHex((String) value);
            return buffer(4 + bytes.length).putInt(bytes.length).put(bytes).array();
        }
        ByteBuffer element = buffer(type.byteSize());
        switch (type) {
            case BOOL -> element.put((byte) ((Boolean) value ? 1 : 0));
            case FP32 -> element.putFloat(((Number) value).floatValue());
            case FP64 -> element.putDouble(((Number) value).doubleValue());
            default -> putInteger(element, ((Number) value).longValue());
        }
        return element.array();
    }

    private static void putInteger(ByteBuffer element, long value) {
        switch (element.capacity()) {
            case 1 -> element.put((byte) value);
            case 2 -> element.putShort((short) value);
            case 4 -> element.putInt((int) value);
            default -> element.putLong(value);
        }
    }

    /// The tensor that binary elements stand for.
    static TestTensor ofRaw(String name, DataType type, List<Long> shape, byte[] raw) {
        ByteBuffer elements = ByteBuffer.wrap(raw).order(ByteOrder.LITTLE_ENDIAN);
        List<Object> values = new ArrayList<>();
        while (elements.hasRemaining()) {
            values.add(value(type, elements));
        }
        return new TestTensor(name, type, shape, values);
    }

    private static Object value(DataType type, ByteBuffer elements) {
        return switch (type) {
            case BOOL -> elements.get() == 1;
            case INT8 -> (long) elements.get();
            case UINT8 -> (long) (elements.get() & 0xFF);
            case INT16 -> (long) elements.getShort();
            case UINT16, FP16, BF16 -> (long) (elements.getShort() & 0xFFFF);
            case INT32 -> (long) elements.getInt();
            case UINT32 -> elements.getInt() & 0xFFFF_FFFFL;
            case INT64, UINT64 -> elements.getLong();
            case FP32 -> (double) elements.getFloat();
            case FP64 -> elements.getDouble();
            case BYTES -> {
                byte[] bytes = new byte[elements.getInt()];
                elements.get(bytes);
                yield HexFormat.of().formatHex(bytes);
            }
        };
    }

    private static ByteBuffer buffer(int size) {
        return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    }
}
