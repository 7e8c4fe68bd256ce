package dev.serval.protocol.v2grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.DynamicMessage;
import dev.serval.inference.failure.InvalidInput;
import dev.serval.inference.tensor.PooledTensorAllocator;
import dev.serval.inference.tensor.TensorAllocator;
import java.lang.foreign.Arena;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.AfterEach;

/// A case of reading a message, put together field by field, after which nothing may stay on loan.
abstract class ReaderCase {
    static final int MODEL_NAME = 1 << 3 | WireFormat.LENGTH;
    static final int PARAMETERS = 4 << 3 | WireFormat.LENGTH;
    static final int INPUTS = 5 << 3 | WireFormat.LENGTH;
    static final int OUTPUTS = 6 << 3 | WireFormat.LENGTH;
    static final int RAW = 7 << 3 | WireFormat.LENGTH;

    static final int NAME = 1 << 3 | WireFormat.LENGTH;
    static final int DATATYPE = 2 << 3 | WireFormat.LENGTH;
    static final int SHAPE = 3 << 3 | WireFormat.LENGTH;
    static final int CONTENTS = 5 << 3 | WireFormat.LENGTH;

    static final int INTS = 2 << 3 | WireFormat.LENGTH;
    static final int FLOATS = 6 << 3 | WireFormat.LENGTH;
    static final int BYTE_STRINGS = 8 << 3 | WireFormat.LENGTH;

    /// The value of a parameter's entry, and the parameters of an output.
    static final int SECOND = 2 << 3 | WireFormat.LENGTH;

    final Arena arena = Arena.ofConfined();
    final TensorAllocator allocator = new PooledTensorAllocator(1 << 16);

    @AfterEach
    void nothingStaysOnLoan() {
        assertThat(allocator.bytesOnLoan()).isZero();
        arena.close();
    }

    GrpcInferRequest read(ProtoBuffer message) {
        return read(toArray(message));
    }

    GrpcInferRequest read(DynamicMessage.Builder message) {
        return read(message.build().toByteArray());
    }

    private GrpcInferRequest read(byte[] message) {
        return GrpcInferReader.read(Samples.atOffset(arena, message, 0), allocator);
    }

    AbstractThrowableAssert<?, ? extends Throwable> refused(ProtoBuffer message) {
        return assertThatThrownBy(() -> read(message).close()).isInstanceOf(InvalidInput.class);
    }

    /// A request with one input.
    static ProtoBuffer request(ProtoBuffer input) {
        return new ProtoBuffer().tag(INPUTS).message(input);
    }

    /// An input without its elements.
    static ProtoBuffer input(String name, String type, long... shape) {
        ProtoBuffer dimensions = new ProtoBuffer();
        for (long dimension : shape) {
            dimensions.varint(dimension);
        }
        return new ProtoBuffer()
                .tag(NAME)
                .text(name)
                .tag(DATATYPE)
                .text(type)
                .tag(SHAPE)
                .message(dimensions);
    }

    /// Contents of one element.
    static ProtoBuffer integer(long value) {
        return new ProtoBuffer().tag(INTS).message(new ProtoBuffer().varint(value));
    }

    static ProtoBuffer packedFloats(float... values) {
        return new ProtoBuffer().tag(FLOATS).message(floats(values));
    }

    /// The bytes of floats, as in a raw tensor.
    static ProtoBuffer floats(float... values) {
        ByteBuffer bytes =
                ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (float value : values) {
            bytes.putFloat(value);
        }
        return new ProtoBuffer().append(bytes.array());
    }

    static ProtoBuffer bytes(int... values) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return new ProtoBuffer().append(bytes);
    }

    static ProtoBuffer zeros(int count) {
        return new ProtoBuffer().append(new byte[count]);
    }

    static byte[] toArray(ProtoBuffer buffer) {
        return buffer.segment().toArray(ValueLayout.JAVA_BYTE);
    }
}
