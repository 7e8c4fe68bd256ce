package dev.serval.protocol.json;

import dev.serval.inference.failure.InvalidInput;
import dev.serval.inference.tensor.DataType;
import dev.serval.inference.tensor.MemoryBlock;
import dev.serval.inference.tensor.Shape;
import dev.serval.inference.tensor.Tensor;
import dev.serval.inference.tensor.TensorAllocator;
import java.lang.foreign.MemorySegment;
import java.util.Base64;

/// Elements of BYTES: strings, or `{"b64": "…"}` for bytes that are no text.
final class ByteStringElements extends TensorElements {
    private static final String BASE64 = "b64";
    private static final long OFFSET_SIZE = Tensor.OFFSET.byteSize();

    private final GrowingMemory offsets;
    private final GrowingMemory data;
    private long end;

    private ByteStringElements(String name, GrowingMemory offsets, GrowingMemory data) {
        super(name, DataType.BYTES);
        this.offsets = offsets;
        this.data = data;
        offsets.reserve(OFFSET_SIZE, 0).setAtIndex(Tensor.OFFSET, 0, 0);
    }

    static ByteStringElements of(String name, long expected, TensorAllocator allocator) {
        GrowingMemory offsets = new GrowingMemory((expected + 1) * OFFSET_SIZE, allocator);
        try {
            return new ByteStringElements(name, offsets, new GrowingMemory(0, allocator));
        } catch (RuntimeException refused) {
            offsets.close();
            throw refused;
        }
    }

    /// Whether the object that comes next stands for bytes.
    static boolean isBase64(JsonScanner json) {
        return json.peek() == '{' && json.peekKey().equals(BASE64);
    }

    @Override
    void append(JsonScanner json, long index) {
        int first = json.peek();
        if (first == '"') {
            JsonText text = json.text();
            text.copyTo(data.reserve(end + text.length(), end), end);
            end += text.length();
        } else if (first == '{') {
            append(decoded(json));
        } else {
            throw json.mismatch(nextElement(), expected());
        }
        endElement(index);
    }

    @Override
    void appendMissing(long index) {
        endElement(index);
    }

    private void endElement(long index) {
        long at = (index + 1) * OFFSET_SIZE;
        offsets.reserve(at + OFFSET_SIZE, at).setAtIndex(Tensor.OFFSET, index + 1, end);
    }

    private void append(byte[] bytes) {
        MemorySegment target = data.reserve(end + bytes.length, end);
        MemorySegment.copy(MemorySegment.ofArray(bytes), 0, target, end, bytes.length);
        end += bytes.length;
    }

    private byte[] decoded(JsonScanner json) {
        if (!isBase64(json)) {
            throw json.mismatch(nextElement(), expected());
        }
        json.beginObject("the value");
        json.key();
        if (json.peek() != '"') {
            throw json.mismatch(nextElement() + ": b64", "a string");
        }
        byte[] bytes = decoded(json.text());
        if (json.nextMember()) {
            throw new InvalidInput(
                    "%s has member '%s' beside b64, expected b64 alone"
                            .formatted(nextElement(), json.key()));
        }
        return bytes;
    }

    private byte[] decoded(JsonText text) {
        try {
            return Base64.getDecoder().decode(text.toByteArray());
        } catch (IllegalArgumentException malformed) {
            throw new InvalidInput(
                    "%s: b64 is \"%s\", expected base64"
                            .formatted(nextElement(), JsonComplaint.quote(text.toString())));
        }
    }

    @Override
    String expected() {
        return "a string or {\"b64\": \"…\"}";
    }

    @Override
    Tensor toTensor(Shape shape) {
        MemorySegment index = offsets.slice((count() + 1) * OFFSET_SIZE);
        MemorySegment bytes = data.slice(end);
        MemoryBlock indexBlock = offsets.handOver();
        MemoryBlock dataBlock = data.handOver();
        return Tensor.overBytes(
                name(),
                shape,
                bytes,
                index,
                () -> {
                    indexBlock.close();
                    dataBlock.close();
                });
    }

    @Override
    public void close() {
        offsets.close();
        data.close();
    }
}
