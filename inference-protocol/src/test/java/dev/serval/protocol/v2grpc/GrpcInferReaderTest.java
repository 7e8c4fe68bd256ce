package dev.serval.protocol.v2grpc;

import static dev.serval.protocol.v2grpc.InferenceProto.in;
import static dev.serval.protocol.v2grpc.InferenceProto.put;
import static dev.serval.protocol.v2grpc.InferenceProto.putParameter;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.DynamicMessage;
import dev.serval.inference.request.InferInput;
import dev.serval.inference.request.Parameter;
import dev.serval.inference.request.RequestedOutput;
import dev.serval.inference.tensor.PooledTensorAllocator;
import dev.serval.inference.tensor.Shape;
import dev.serval.inference.tensor.Tensor;
import dev.serval.inference.tensor.TensorAllocator;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class GrpcInferReaderTest {
    private static final int MODEL_NAME = 1 << 3 | WireFormat.LENGTH;
    private static final int INPUTS = 5 << 3 | WireFormat.LENGTH;
    private static final int RAW = 7 << 3 | WireFormat.LENGTH;

    private static final int NAME = 1 << 3 | WireFormat.LENGTH;
    private static final int DATATYPE = 2 << 3 | WireFormat.LENGTH;
    private static final int SHAPE = 3 << 3 | WireFormat.LENGTH;
    private static final int CONTENTS = 5 << 3 | WireFormat.LENGTH;

    private final Arena arena = Arena.ofConfined();
    private final TensorAllocator allocator = new PooledTensorAllocator(1 << 16);

    @AfterEach
    void nothingStaysOnLoan() {
        assertThat(allocator.bytesOnLoan()).isZero();
        arena.close();
    }

    @Test
    void readsWhatTheCallerSaysAboutTheRequest() {
        DynamicMessage.Builder request = InferenceProto.PACKED.request();
        put(request, "model_name", "größe");
        put(request, "model_version", "12");
        put(request, "id", "call-7");
        DynamicMessage.Builder output = in(request, "outputs");
        put(output, "name", "y");
        putParameter(output, "classification", "int64_param", 3L);
        put(request, "outputs", output.build());
        try (GrpcInferRequest read = read(request)) {
            assertThat(read.modelName()).isEqualTo("größe");
            assertThat(read.modelVersion()).isEqualTo("12");
            assertThat(read.raw()).isFalse();
            assertThat(read.request().id()).isEqualTo("call-7");
            RequestedOutput wanted = read.request().outputs().getFirst();
            assertThat(wanted.name()).isEqualTo("y");
            assertThat(wanted.parameters().findWhole("classification")).hasValue(3);
        }
    }

    @Test
    void anEmptyMessageIsARequestForNoModel() {
        try (GrpcInferRequest read = read(new byte[0])) {
            assertThat(read.modelName()).isEmpty();
            assertThat(read.modelVersion()).isEmpty();
            assertThat(read.request().id()).isNull();
            assertThat(read.request().inputs()).isEmpty();
            assertThat(read.request().outputs()).isEmpty();
            assertThat(read.request().parameters().isEmpty()).isTrue();
        }
    }

    @Test
    void readsParametersOfEveryKind() {
        DynamicMessage.Builder request = InferenceProto.PACKED.request();
        putParameter(request, "flag", "bool_param", true);
        putParameter(request, "off", "bool_param", false);
        putParameter(request, "whole", "int64_param", Long.MIN_VALUE);
        putParameter(request, "text", "string_param", "a\0b🦝");
        putParameter(request, "real", "double_param", -0.5);
        putParameter(request, "unsigned", "uint64_param", -1L);
        try (GrpcInferRequest read = read(request)) {
            assertThat(read.request().parameters().byName())
                    .containsExactlyInAnyOrderEntriesOf(
                            Map.of(
                                    "flag", new Parameter.Flag(true),
                                    "off", new Parameter.Flag(false),
                                    "whole", new Parameter.Whole(Long.MIN_VALUE),
                                    "text", new Parameter.Text("a\0b🦝"),
                                    "real", new Parameter.Real(-0.5),
                                    "unsigned", new Parameter.Unsigned(-1)));
        }
    }

    @Test
    void theLastOfTwoParametersOfOneNameCounts() {
        DynamicMessage.Builder request = InferenceProto.PACKED.request();
        putParameter(request, "p", "bool_param", true);
        putParameter(request, "p", "string_param", "later");
        try (GrpcInferRequest read = read(request)) {
            assertThat(read.request().parameters().byName())
                    .containsExactly(Map.entry("p", new Parameter.Text("later")));
        }
    }

    @Test
    void readsParametersOfAnInput() {
        DynamicMessage.Builder request = InferenceProto.PACKED.request();
        DynamicMessage.Builder input = in(request, "inputs");
        put(input, "datatype", "FP32");
        put(input, "shape", 0L);
        putParameter(input, "content_type", "string_param", "np");
        put(request, "inputs", input.build());
        try (GrpcInferRequest read = read(request)) {
            InferInput first = read.request().inputs().getFirst();
            assertThat(first.parameters().findText("content_type")).contains("np");
        }
    }

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
        for (int offset = 0; offset < 4; offset++) {
            MemorySegment message =
                    Samples.atOffset(arena, message(typed(packedFloats(1.5f, -2), 2)), offset);
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
    void fieldsMayComeInAnyOrder() {
        ProtoBuffer input =
                new ProtoBuffer()
                        .tag(CONTENTS)
                        .message(packedFloats(3))
                        .tag(SHAPE)
                        .message(new ProtoBuffer().varint(1))
                        .tag(DATATYPE)
                        .text("FP32")
                        .tag(NAME)
                        .text("x");
        ProtoBuffer request =
                new ProtoBuffer().tag(INPUTS).message(input).tag(MODEL_NAME).text("late");
        try (GrpcInferRequest read = read(bytes(request))) {
            assertThat(read.modelName()).isEqualTo("late");
            Tensor tensor = read.request().findInput("x").orElseThrow();
            assertThat(tensor.toFloats()).containsExactly(3);
        }
    }

    @Test
    void rawTensorsBelongToTheInputsInTheirOrder() {
        byte[] first = floats(1);
        byte[] second = floats(2);
        ProtoBuffer request =
                new ProtoBuffer()
                        .tag(RAW)
                        .message(raw(first))
                        .tag(INPUTS)
                        .message(described("a", 1))
                        .tag(RAW)
                        .message(raw(second))
                        .tag(INPUTS)
                        .message(described("b", 1));
        try (GrpcInferRequest read = read(bytes(request))) {
            assertThat(read.request().findInput("a").orElseThrow().toFloats()).containsExactly(1);
            assertThat(read.request().findInput("b").orElseThrow().toFloats()).containsExactly(2);
        }
    }

    @Test
    void contentsThatComeInPiecesAreOneTensor() {
        ProtoBuffer input =
                described("x", 4)
                        .tag(CONTENTS)
                        .message(packedFloats(1, 2).append(packedFloats(3)))
                        .tag(CONTENTS)
                        .message(packedFloats(4));
        try (GrpcInferRequest read = read(message(input))) {
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
        try (GrpcInferRequest read = read(message(input))) {
            assertThat(read.request().inputs().getFirst().tensor().shape())
                    .isEqualTo(Shape.of(1, 1, 1, 1, 1, 1, 2, 0));
        }
    }

    @Test
    void theLastOfTwoScalarsCounts() {
        ProtoBuffer request =
                new ProtoBuffer().tag(MODEL_NAME).text("first").tag(MODEL_NAME).text("last");
        try (GrpcInferRequest read = read(bytes(request))) {
            assertThat(read.modelName()).isEqualTo("last");
        }
    }

    @Test
    void passesOverFieldsThatNobodyKnows() {
        ProtoBuffer unknown =
                new ProtoBuffer()
                        .tag(100 << 3)
                        .varint(-1)
                        .tag(101 << 3 | WireFormat.FIXED64)
                        .fixed64(1)
                        .tag(102 << 3 | WireFormat.LENGTH)
                        .text("later versions")
                        .tag(103 << 3 | WireFormat.FIXED32)
                        .append(new ProtoBuffer().varint(1).varint(1).varint(1).varint(1));
        ProtoBuffer input =
                described("x", 1)
                        .append(unknown)
                        .tag(CONTENTS)
                        .message(new ProtoBuffer().append(unknown).append(packedFloats(9)));
        ProtoBuffer request =
                new ProtoBuffer().append(unknown).tag(INPUTS).message(input).append(unknown);
        try (GrpcInferRequest read = read(bytes(request))) {
            assertThat(read.request().inputs().getFirst().tensor().toFloats()).containsExactly(9);
        }
    }

    @Test
    void passesOverUnknownFieldsOfOutputsAndParameters() {
        ProtoBuffer unknown = new ProtoBuffer().tag(100 << 3).varint(300);
        ProtoBuffer value = new ProtoBuffer().append(unknown).tag(2 << 3).varint(5).append(unknown);
        ProtoBuffer entry =
                new ProtoBuffer()
                        .append(unknown)
                        .tag(NAME)
                        .text("k")
                        .append(unknown)
                        .tag(2 << 3 | WireFormat.LENGTH)
                        .message(value);
        ProtoBuffer output =
                new ProtoBuffer()
                        .append(unknown)
                        .tag(NAME)
                        .text("y")
                        .tag(2 << 3 | WireFormat.LENGTH)
                        .message(entry);
        try (GrpcInferRequest read =
                read(bytes(new ProtoBuffer().tag(6 << 3 | WireFormat.LENGTH).message(output)))) {
            RequestedOutput wanted = read.request().outputs().getFirst();
            assertThat(wanted.name()).isEqualTo("y");
            assertThat(wanted.parameters().findWhole("k")).hasValue(5);
        }
    }

    @Test
    void byteStringsMayComeAmongUnknownFields() {
        ProtoBuffer unknown = new ProtoBuffer().tag(100 << 3).varint(300);
        ProtoBuffer contents =
                new ProtoBuffer()
                        .tag(8 << 3 | WireFormat.LENGTH)
                        .text("a")
                        .append(unknown)
                        .tag(8 << 3 | WireFormat.LENGTH)
                        .text("bc")
                        .append(unknown);
        ProtoBuffer input =
                described("s", 2).tag(DATATYPE).text("BYTES").tag(CONTENTS).message(contents);
        try (GrpcInferRequest read = read(message(input))) {
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
                        .tag(2 << 3 | WireFormat.LENGTH)
                        .message(new ProtoBuffer().varint(300).varint(7));
        ProtoBuffer input =
                described("i", 3).tag(DATATYPE).text("INT16").tag(CONTENTS).message(contents);
        try (GrpcInferRequest read = read(message(input))) {
            assertThat(Samples.rawOf(read.request().inputs().getFirst().tensor()))
                    .containsExactly(-5, -1, 44, 1, 7, 0);
        }
    }

    @Test
    void anInputAndAnOutputMayShareAName() {
        ProtoBuffer request =
                new ProtoBuffer()
                        .tag(INPUTS)
                        .message(described("x", 0))
                        .tag(6 << 3 | WireFormat.LENGTH)
                        .message(new ProtoBuffer().tag(NAME).text("x"));
        try (GrpcInferRequest read = read(bytes(request))) {
            assertThat(read.request().wants("x")).isTrue();
        }
    }

    @Test
    void aTextMayBeSixteenMebibytesLong() {
        String longest = "n".repeat(1 << 24);
        try (GrpcInferRequest read = read(bytes(new ProtoBuffer().tag(MODEL_NAME).text(longest)))) {
            assertThat(read.modelName()).hasSize(1 << 24);
        }
    }

    @Test
    void aKnownFieldOfAnotherWireTypeIsUnknown() {
        ProtoBuffer request = new ProtoBuffer().tag(1 << 3).varint(5).tag(MODEL_NAME).text("m");
        try (GrpcInferRequest read = read(bytes(request))) {
            assertThat(read.modelName()).isEqualTo("m");
        }
    }

    @Test
    void anyVarintButZeroIsTrue() {
        ProtoBuffer run = new ProtoBuffer().varint(0).varint(1).varint(2).varint(-1);
        ProtoBuffer contents = new ProtoBuffer().tag(1 << 3 | WireFormat.LENGTH).message(run);
        ProtoBuffer input =
                described("x", 4).tag(DATATYPE).text("BOOL").tag(CONTENTS).message(contents);
        try (GrpcInferRequest read = read(message(input))) {
            assertThat(Samples.rawOf(read.request().inputs().getFirst().tensor()))
                    .containsExactly(0, 1, 1, 1);
        }
    }

    @Test
    void emptyContentsBesideRawOnesSayNothing() {
        ProtoBuffer request =
                new ProtoBuffer()
                        .tag(INPUTS)
                        .message(described("x", 1).tag(CONTENTS).message(new ProtoBuffer()))
                        .tag(RAW)
                        .message(raw(floats(4)));
        try (GrpcInferRequest read = read(bytes(request))) {
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
    void closingTheRequestGivesItsMemoryBack() {
        GrpcInferRequest read = read(message(typed(packedFloats(1).append(packedFloats(2)), 2)));
        assertThat(allocator.bytesOnLoan()).isEqualTo(8);
        read.close();
        read.close();
        assertThat(allocator.bytesOnLoan()).isZero();
    }

    @Test
    void aTextMayHoldTheReplacementCharacter() {
        try (GrpcInferRequest read =
                read(bytes(new ProtoBuffer().tag(MODEL_NAME).text("\uFFFD")))) {
            assertThat(read.modelName()).isEqualTo("\uFFFD");
        }
    }

    private GrpcInferRequest read(DynamicMessage.Builder request) {
        return read(request.build().toByteArray());
    }

    private GrpcInferRequest read(byte[] message) {
        return GrpcInferReader.read(Samples.atOffset(arena, message, 0), allocator);
    }

    /// A raw request whose last bytes are two floats that begin at a multiple of `alignment`.
    private static byte[] rawFloats(int alignment) {
        byte[] data = floats(1.5f, -2);
        for (int padding = 0; ; padding++) {
            ProtoBuffer request =
                    new ProtoBuffer()
                            .tag(MODEL_NAME)
                            .text("m".repeat(padding))
                            .tag(INPUTS)
                            .message(described("x", 2))
                            .tag(RAW)
                            .message(raw(data));
            if ((request.size() - data.length) % alignment == 0) {
                return bytes(request);
            }
        }
    }

    private static ProtoBuffer typed(ProtoBuffer contents, long elements) {
        return described("x", elements).tag(CONTENTS).message(contents);
    }

    private static ProtoBuffer described(String name, long elements) {
        return new ProtoBuffer()
                .tag(NAME)
                .text(name)
                .tag(DATATYPE)
                .text("FP32")
                .tag(SHAPE)
                .message(new ProtoBuffer().varint(elements));
    }

    private static ProtoBuffer packedFloats(float... values) {
        return new ProtoBuffer().tag(6 << 3 | WireFormat.LENGTH).message(raw(floats(values)));
    }

    private static ProtoBuffer raw(byte[] bytes) {
        return new ProtoBuffer().append(bytes);
    }

    private static byte[] floats(float... values) {
        ByteBuffer bytes = ByteBuffer.allocate(values.length * 4).order(ByteOrder.LITTLE_ENDIAN);
        for (float value : values) {
            bytes.putFloat(value);
        }
        return bytes.array();
    }

    private static byte[] message(ProtoBuffer input) {
        return bytes(new ProtoBuffer().tag(INPUTS).message(input));
    }

    private static byte[] bytes(ProtoBuffer buffer) {
        return buffer.segment().toArray(ValueLayout.JAVA_BYTE);
    }
}
