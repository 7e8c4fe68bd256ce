package dev.serval.protocol.v2grpc;

import static dev.serval.protocol.v2grpc.InferenceProto.in;
import static dev.serval.protocol.v2grpc.InferenceProto.put;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.DynamicMessage;
import dev.serval.inference.tensor.Shape;
import dev.serval.inference.tensor.Tensor;
import java.lang.foreign.MemorySegment;
import org.junit.jupiter.api.Test;

/// Where the tensors of a request are taken from.
class GrpcTensorReadingTest extends ReaderCase {
    @Test
    void anAlignedRawTensorIsAViewOfTheMessage() {
        MemorySegment message = Samples.atOffset(arena, rawFloats(8), 0);
        try (GrpcInferRequest read = GrpcInferReader.read(message, allocator)) {
            Tensor tensor = read.request().inputs().getFirst().tensor();
            assertThat(read.raw()).isTrue();
            assertThat(tensor.toFloats()).containsExactly(1.5f, -2);
            assertThat(tensor.data().address())
                    .isEqualTo(message.address() + message.byteSize() - 8);
            assertThat(allocator.bytesOnLoan()).isZero();
        }
    }

    @Test
    void aRawTensorAtAnOddAddressIsCopiedOnce() {
        MemorySegment message = Samples.atOffset(arena, rawFloats(8), 1);
        try (GrpcInferRequest read = GrpcInferReader.read(message, allocator)) {
            Tensor tensor = read.request().inputs().getFirst().tensor();
            assertThat(tensor.toFloats()).containsExactly(1.5f, -2);
            assertThat(allocator.bytesOnLoan()).isEqualTo(8);
        }
    }

    @Test
    void alignedTypedFloatsAreAViewOfTheMessageToo() {
        ProtoBuffer input = input("x", "FP32", 2).tag(CONTENTS).message(packedFloats(1.5f, -2));
        for (int offset = 0; offset < 4; offset++) {
            MemorySegment message = Samples.atOffset(arena, toArray(request(input)), offset);
            boolean aligned = (message.address() + message.byteSize()) % 4 == 0;
            try (GrpcInferRequest read = GrpcInferReader.read(message, allocator)) {
                Tensor tensor = read.request().inputs().getFirst().tensor();
                assertThat(tensor.toFloats()).containsExactly(1.5f, -2);
                assertThat(allocator.bytesOnLoan()).isEqualTo(aligned ? 0 : 8);
                assertThat(read.raw()).isFalse();
            }
        }
    }

    @Test
    void rawTensorsBelongToTheInputsInTheirOrder() {
        ProtoBuffer first = floats(1);
        ProtoBuffer second = floats(2);
        ProtoBuffer request =
                new ProtoBuffer()
                        .tag(RAW)
                        .message(first)
                        .tag(INPUTS)
                        .message(input("a", "FP32", 1))
                        .tag(RAW)
                        .message(second)
                        .tag(INPUTS)
                        .message(input("b", "FP32", 1));
        try (GrpcInferRequest read = read(request)) {
            assertThat(read.request().findInput("a").orElseThrow().toFloats()).containsExactly(1);
            assertThat(read.request().findInput("b").orElseThrow().toFloats()).containsExactly(2);
        }
    }

    @Test
    void contentsThatComeInPiecesAreOneTensor() {
        ProtoBuffer input =
                input("x", "FP32", 4)
                        .tag(CONTENTS)
                        .message(packedFloats(1, 2).append(packedFloats(3)))
                        .tag(CONTENTS)
                        .message(packedFloats(4));
        try (GrpcInferRequest read = read(request(input))) {
            assertThat(read.request().inputs().getFirst().tensor().toFloats())
                    .containsExactly(1, 2, 3, 4);
        }
    }

    @Test
    void aShapeThatComesInPiecesIsOneShape() {
        ProtoBuffer input = new ProtoBuffer().tag(NAME).text("x").tag(DATATYPE).text("FP32");
        for (int i = 0; i < 6; i++) {
            input.tag(3 << 3).varint(1);
        }
        input.tag(SHAPE).message(new ProtoBuffer().varint(2).varint(0));
        try (GrpcInferRequest read = read(request(input))) {
            assertThat(read.request().inputs().getFirst().tensor().shape())
                    .isEqualTo(Shape.of(1, 1, 1, 1, 1, 1, 2, 0));
        }
    }

    @Test
    void anyVarintButZeroIsTrue() {
        ProtoBuffer run = new ProtoBuffer().varint(0).varint(1).varint(2).varint(-1);
        ProtoBuffer contents = new ProtoBuffer().tag(1 << 3 | WireFormat.LENGTH).message(run);
        ProtoBuffer input = input("x", "BOOL", 4).tag(CONTENTS).message(contents);
        try (GrpcInferRequest read = read(request(input))) {
            assertThat(Samples.rawOf(read.request().inputs().getFirst().tensor()))
                    .containsExactly(0, 1, 1, 1);
        }
    }

    @Test
    void emptyContentsBesideRawOnesSayNothing() {
        ProtoBuffer request =
                new ProtoBuffer()
                        .tag(INPUTS)
                        .message(input("x", "FP32", 1).tag(CONTENTS).message(new ProtoBuffer()))
                        .tag(RAW)
                        .message(floats(4));
        try (GrpcInferRequest read = read(request)) {
            assertThat(read.request().inputs().getFirst().tensor().toFloats()).containsExactly(4);
        }
    }

    @Test
    void byteStringsComeInBothForms() {
        byte[] text = {0, (byte) 0xff, 7};
        DynamicMessage.Builder request = InferenceProto.PACKED.request();
        DynamicMessage.Builder input = in(request, "inputs");
        put(input, "name", "s");
        put(input, "datatype", "BYTES");
        put(input, "shape", 2L);
        DynamicMessage.Builder contents = in(input, "contents");
        put(contents, "bytes_contents", ByteString.copyFrom(text));
        put(contents, "bytes_contents", ByteString.EMPTY);
        put(input, "contents", contents.build());
        put(request, "inputs", input.build());
        try (GrpcInferRequest read = read(request)) {
            assertThat(Samples.rawOf(read.request().findInput("s").orElseThrow()))
                    .containsExactly(3, 0, 0, 0, 0, -1, 7, 0, 0, 0, 0);
        }
    }

    @Test
    void byteStringsMayComeAmongUnknownFields() {
        ProtoBuffer unknown = new ProtoBuffer().tag(100 << 3).varint(300);
        ProtoBuffer contents =
                new ProtoBuffer()
                        .tag(BYTE_STRINGS)
                        .text("a")
                        .append(unknown)
                        .tag(BYTE_STRINGS)
                        .text("bc")
                        .append(unknown);
        ProtoBuffer input = input("s", "BYTES", 2).tag(CONTENTS).message(contents);
        try (GrpcInferRequest read = read(request(input))) {
            assertThat(read.request().inputs().getFirst().tensor().toStrings())
                    .containsExactly("a", "bc");
        }
    }

    @Test
    void integersMayComeAmongUnknownFieldsAndInPieces() {
        ProtoBuffer unknown = new ProtoBuffer().tag(100 << 3).varint(300);
        ProtoBuffer contents =
                new ProtoBuffer()
                        .tag(2 << 3)
                        .varint(-5)
                        .append(unknown)
                        .tag(INTS)
                        .message(new ProtoBuffer().varint(300).varint(7));
        ProtoBuffer input = input("i", "INT16", 3).tag(CONTENTS).message(contents);
        try (GrpcInferRequest read = read(request(input))) {
            assertThat(Samples.rawOf(read.request().inputs().getFirst().tensor()))
                    .containsExactly(-5, -1, 44, 1, 7, 0);
        }
    }

    @Test
    void closingTheRequestGivesItsMemoryBack() {
        GrpcInferRequest read =
                read(
                        request(
                                input("x", "FP32", 2)
                                        .tag(CONTENTS)
                                        .message(packedFloats(1).append(packedFloats(2)))));
        assertThat(allocator.bytesOnLoan()).isEqualTo(8);
        read.close();
        read.close();
        assertThat(allocator.bytesOnLoan()).isZero();
    }

    /// A raw request whose last bytes are two floats that begin at a multiple of `alignment`.
    private static byte[] rawFloats(int alignment) {
        ProtoBuffer data = floats(1.5f, -2);
        for (int padding = 0; ; padding++) {
            ProtoBuffer request =
                    new ProtoBuffer()
                            .tag(MODEL_NAME)
                            .text("m".repeat(padding))
                            .tag(INPUTS)
                            .message(input("x", "FP32", 2))
                            .tag(RAW)
                            .message(data);
            if ((request.size() - data.size()) % alignment == 0) {
                return toArray(request);
            }
        }
    }
}
