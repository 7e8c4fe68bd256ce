package dev.serval.it;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/// A tensor as clients write and read it, so that what one wire answers can be compared with what
/// another does: FP32 as floats, FP64 as doubles, INT64 as longs, BYTES in hexadecimal.
record WireTensor(String name, String datatype, List<Long> shape, List<?> values) {
    WireTensor {
        shape = List.copyOf(shape);
        values = List.copyOf(values);
    }

    static WireTensor floats(String name, List<Long> shape, Float... values) {
        return new WireTensor(name, "FP32", shape, Arrays.asList(values));
    }

    static WireTensor doubles(String name, List<Long> shape, Double... values) {
        return new WireTensor(name, "FP64", shape, Arrays.asList(values));
    }

    static WireTensor integers(String name, List<Long> shape, Long... values) {
        return new WireTensor(name, "INT64", shape, Arrays.asList(values));
    }

    static WireTensor strings(String name, List<Long> shape, byte[]... values) {
        return new WireTensor(
                name,
                "BYTES",
                shape,
                Arrays.stream(values).map(HexFormat.of()::formatHex).toList());
    }

    /// The elements as the binary wires carry them.
    byte[] raw() {
        ByteArrayOutputStream raw = new ByteArrayOutputStream();
        for (Object value : values) {
            raw.writeBytes(raw(value));
        }
        return raw.toByteArray();
    }

    private static byte[] raw(Object value) {
        return switch (value) {
            case Float number -> littleEndian(Float.BYTES).putFloat(number).array();
            case Double number -> littleEndian(Double.BYTES).putDouble(number).array();
            case Long number -> littleEndian(Long.BYTES).putLong(number).array();
            case String hex -> {
                byte[] bytes = HexFormat.of().parseHex(hex);
                yield littleEndian(Integer.BYTES + bytes.length)
                        .putInt(bytes.length)
                        .put(bytes)
                        .array();
            }
            default -> throw new IllegalArgumentException("no element: " + value);
        };
    }

    static WireTensor ofRaw(String name, String datatype, List<Long> shape, byte[] raw) {
        ByteBuffer elements = ByteBuffer.wrap(raw).order(ByteOrder.LITTLE_ENDIAN);
        List<Object> values = new ArrayList<>();
        while (elements.hasRemaining()) {
            values.add(next(datatype, elements));
        }
        return new WireTensor(name, datatype, shape, values);
    }

    private static Object next(String datatype, ByteBuffer elements) {
        return switch (datatype) {
            case "FP32" -> elements.getFloat();
            case "FP64" -> elements.getDouble();
            case "INT64" -> elements.getLong();
            case "BYTES" -> {
                byte[] bytes = new byte[elements.getInt()];
                elements.get(bytes);
                yield HexFormat.of().formatHex(bytes);
            }
            default -> throw new IllegalArgumentException("no such test tensor: " + datatype);
        };
    }

    private static ByteBuffer littleEndian(int size) {
        return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    }
}
