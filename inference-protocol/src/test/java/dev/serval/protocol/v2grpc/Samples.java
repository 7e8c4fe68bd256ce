package dev.serval.protocol.v2grpc;

import com.google.protobuf.ByteString;
import com.google.protobuf.DynamicMessage;
import dev.serval.inference.tensor.DataType;
import dev.serval.inference.tensor.Shape;
import dev.serval.inference.tensor.Tensor;
import dev.serval.inference.tensor.TensorAllocator;
import dev.serval.protocol.wire.RawTensors;
import java.io.ByteArrayOutputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// Tensors of every type and of small random shapes, and the protobuf messages that carry them.
record Samples(List<Sample> tensors) {
    /// A tensor's values: a `byte[]` for BYTES, else the element's bits in the low end of a long.
    record Sample(String name, DataType type, long[] shape, List<byte[]> texts, List<Long> bits) {
        Tensor toTensor(TensorAllocator allocator) {
            if (type == DataType.BYTES) {
                return Tensor.ofBytes(name, Shape.of(shape), texts, allocator);
            }
            Tensor tensor = Tensor.allocate(name, type, Shape.of(shape), allocator);
            MemorySegment.copy(
                    MemorySegment.ofArray(raw()), 0, tensor.data(), 0, tensor.data().byteSize());
            return tensor;
        }

        /// The elements as V2's raw form has them.
        byte[] raw() {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            texts.forEach(text -> {
                putLittleEndian(bytes, text.length, Integer.BYTES);
                bytes.writeBytes(text);
            });
            bits.forEach(value -> putLittleEndian(bytes, value, type.byteSize()));
            return bytes.toByteArray();
        }

        private static void putLittleEndian(ByteArrayOutputStream into, long value, int byteSize) {
            for (int i = 0; i < byteSize; i++) {
                into.write((int) (value >>> (i * Byte.SIZE)));
            }
        }

        /// The elements as protobuf's library takes them for typed contents.
        List<Object> values() {
            List<Object> values = new ArrayList<>();
            texts.forEach(text -> values.add(ByteString.copyFrom(text)));
            bits.forEach(value -> values.add(valueOf(value)));
            return values;
        }

        private Object valueOf(long value) {
            return switch (type) {
                case BOOL -> value != 0;
                case INT8 -> (int) (byte) value;
                case UINT8 -> (int) (value & 0xff);
                case INT16 -> (int) (short) value;
                case UINT16 -> (int) (value & 0xffff);
                case INT32, UINT32 -> (int) value;
                case INT64, UINT64 -> value;
                case FP32 -> Float.intBitsToFloat((int) value);
                case FP64 -> Double.longBitsToDouble(value);
                case FP16, BF16, BYTES -> throw new IllegalStateException(type + " has no value");
            };
        }
    }

    /// Up to four tensors.
    static Samples of(Random random, List<DataType> types) {
        List<Sample> tensors = new ArrayList<>();
        int count = random.nextInt(5);
        for (int i = 0; i < count; i++) {
            tensors.add(sample("tensor-" + i, types.get(random.nextInt(types.size())), random));
        }
        return new Samples(tensors);
    }

    private static Sample sample(String name, DataType type, Random random) {
        long[] shape = random.longs(random.nextInt(4), 0, 5).toArray();
        int count = (int) Shape.of(shape).elementCount();
        List<byte[]> texts = new ArrayList<>();
        List<Long> bits = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            if (type == DataType.BYTES) {
                byte[] text = new byte[random.nextInt(40)];
                random.nextBytes(text);
                texts.add(text);
            } else {
                bits.add(bitsOf(type, random));
            }
        }
        return new Sample(name, type, shape, texts, bits);
    }

    private static long bitsOf(DataType type, Random random) {
        long[] edges = {
            0, -1, Long.MIN_VALUE, Long.MAX_VALUE, 127, 128, 1L << 31, random.nextLong()
        };
        return switch (type) {
            case BOOL -> random.nextInt(2);
            case FP32 -> Float.floatToIntBits(random.nextFloat());
            case FP64 -> Double.doubleToLongBits(random.nextDouble() * 1e300);
            case INT8, INT16, INT32, INT64, UINT8, UINT16, UINT32, UINT64, FP16, BF16, BYTES -> {
                long mask = -1L >>> (Long.SIZE - type.byteSize() * Byte.SIZE);
                yield edges[random.nextInt(edges.length)] & mask;
            }
        };
    }

    /// A request with these tensors in typed contents.
    DynamicMessage.Builder typedRequest(InferenceProto proto) {
        DynamicMessage.Builder request = proto.request();
        InferenceProto.put(request, "model_name", "model");
        for (Sample sample : tensors) {
            DynamicMessage.Builder input = describe(request, sample);
            DynamicMessage.Builder contents = InferenceProto.in(input, "contents");
            String field = ContentsField.of(sample.type()).orElseThrow().toString();
            sample.values().forEach(value -> InferenceProto.put(contents, field, value));
            InferenceProto.put(input, "contents", contents.build());
            InferenceProto.put(request, "inputs", input.build());
        }
        return request;
    }

    /// A request with these tensors in `raw_input_contents`.
    DynamicMessage.Builder rawRequest(InferenceProto proto) {
        DynamicMessage.Builder request = proto.request();
        InferenceProto.put(request, "model_name", "model");
        for (Sample sample : tensors) {
            InferenceProto.put(request, "inputs", describe(request, sample).build());
            InferenceProto.put(request, "raw_input_contents", ByteString.copyFrom(sample.raw()));
        }
        return request;
    }

    private static DynamicMessage.Builder describe(DynamicMessage.Builder request, Sample sample) {
        DynamicMessage.Builder input = InferenceProto.in(request, "inputs");
        InferenceProto.put(input, "name", sample.name());
        InferenceProto.put(input, "datatype", sample.type().name());
        for (long dimension : sample.shape()) {
            InferenceProto.put(input, "shape", dimension);
        }
        return input;
    }

    /// The raw form of a tensor, whatever its type.
    static byte[] rawOf(Tensor tensor) {
        byte[] raw = new byte[(int) RawTensors.byteSize(tensor)];
        RawTensors.write(tensor, MemorySegment.ofArray(raw));
        return raw;
    }

    /// A message in native memory, at the given distance from an aligned address.
    static MemorySegment atOffset(Arena arena, byte[] message, int offset) {
        MemorySegment memory = arena.allocate(message.length + offset, 64).asSlice(offset);
        MemorySegment.copy(message, 0, memory, ValueLayout.JAVA_BYTE, 0, message.length);
        return memory;
    }
}
