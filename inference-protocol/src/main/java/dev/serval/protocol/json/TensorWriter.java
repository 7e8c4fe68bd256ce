package dev.serval.protocol.json;

import dev.serval.inference.failure.InvalidInput;
import dev.serval.inference.tensor.Shape;
import dev.serval.inference.tensor.Tensor;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Base64;

/// Writes a tensor's elements as JSON: BOOL as `true` and `false`, BYTES as strings, all else as
/// numbers.
public final class TensorWriter {
    private final JsonWriter json;
    private final NonText nonText;
    private byte[] scratch = new byte[0];

    /// What becomes of a BYTES element that is not UTF-8.
    public enum NonText {
        /// It is written as `{"b64": "…"}`.
        BASE64,
        /// The tensor is refused, and the refusal says to ask for binary data.
        REFUSED
    }

    public TensorWriter(JsonWriter json, NonText nonText) {
        this.json = json;
        this.nonText = nonText;
    }

    /// All elements in one array.
    public void writeFlat(Tensor tensor) {
        json.beginArray();
        writeElements(tensor, 0, tensor.elementCount());
        json.endArray();
    }

    /// Arrays nested as the shape is; a scalar is bare.
    public void writeNested(Tensor tensor) {
        write(tensor, 0, 0, tensor.elementCount());
    }

    /// What a tensor holds at one index of its first dimension, nested as the rest of its shape. A
    /// scalar is its own only row.
    public void writeRow(Tensor tensor, long row) {
        if (tensor.shape().rank() == 0) {
            writeNested(tensor);
            return;
        }
        long size = tensor.elementCount() / tensor.shape().dimension(0);
        write(tensor, 1, row * size, size);
    }

    private void write(Tensor tensor, int axis, long from, long count) {
        Shape shape = tensor.shape();
        if (axis == shape.rank()) {
            writeElements(tensor, from, from + 1);
            return;
        }
        json.beginArray();
        if (axis == shape.rank() - 1) {
            writeElements(tensor, from, from + count);
        } else {
            long dimension = shape.dimension(axis);
            long part = dimension == 0 ? 0 : count / dimension;
            for (long i = 0; i < dimension; i++) {
                write(tensor, axis + 1, from + i * part, part);
            }
        }
        json.endArray();
    }

    private void writeElements(Tensor tensor, long from, long to) {
        MemorySegment data = tensor.data();
        for (long i = from; i < to; i++) {
            switch (tensor.dataType()) {
                case BOOL -> json.flag(data.get(ValueLayout.JAVA_BYTE, i) != 0);
                case INT8 -> json.number((long) data.get(ValueLayout.JAVA_BYTE, i));
                case UINT8 -> json.number(data.get(ValueLayout.JAVA_BYTE, i) & 0xFFL);
                case INT16 -> json.number((long) shortAt(data, i));
                case UINT16 -> json.number(shortAt(data, i) & 0xFFFFL);
                case INT32 -> json.number((long) intAt(data, i));
                case UINT32 -> json.number(intAt(data, i) & 0xFFFF_FFFFL);
                case INT64 -> json.number(longAt(data, i));
                case UINT64 -> json.unsigned(longAt(data, i));
                case FP16 -> json.number(Float.float16ToFloat(shortAt(data, i)));
                case BF16 -> json.number(Float.intBitsToFloat(shortAt(data, i) << 16));
                case FP32 -> json.number(Float.intBitsToFloat(intAt(data, i)));
                case FP64 -> json.number(Double.longBitsToDouble(longAt(data, i)));
                case BYTES -> writeBytes(tensor, i);
            }
        }
    }

    private static short shortAt(MemorySegment data, long index) {
        return data.getAtIndex(ValueLayout.JAVA_SHORT_UNALIGNED, index);
    }

    private static int intAt(MemorySegment data, long index) {
        return data.getAtIndex(ValueLayout.JAVA_INT_UNALIGNED, index);
    }

    private static long longAt(MemorySegment data, long index) {
        return data.getAtIndex(ValueLayout.JAVA_LONG_UNALIGNED, index);
    }

    private void writeBytes(Tensor tensor, long index) {
        MemorySegment element = tensor.element(index);
        int length = Math.toIntExact(element.byteSize());
        if (length > scratch.length) {
            scratch = new byte[length];
        }
        MemorySegment.copy(element, ValueLayout.JAVA_BYTE, 0, scratch, 0, length);
        if (json.text(scratch, length)) {
            return;
        }
        switch (nonText) {
            case BASE64 -> {
                String encoded =
                        Base64.getEncoder().encodeToString(element.toArray(ValueLayout.JAVA_BYTE));
                json.beginObject().key("b64").string(encoded).endObject();
            }
            case REFUSED ->
                    throw new InvalidInput(
                            "output '%s': element %d is not UTF-8, expected text, or a request for it with binary_data true"
                                    .formatted(tensor.name(), index));
        }
    }
}
