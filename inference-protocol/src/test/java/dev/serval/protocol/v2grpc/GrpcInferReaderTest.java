package dev.serval.protocol.v2grpc;

import static dev.serval.protocol.v2grpc.InferenceProto.in;
import static dev.serval.protocol.v2grpc.InferenceProto.put;
import static dev.serval.protocol.v2grpc.InferenceProto.putParameter;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.DynamicMessage;
import dev.serval.inference.request.InferInput;
import dev.serval.inference.request.Parameter;
import dev.serval.inference.request.RequestedOutput;
import dev.serval.inference.tensor.Tensor;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// What a request says beside its tensors.
class GrpcInferReaderTest extends ReaderCase {
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
        try (GrpcInferRequest read = read(new ProtoBuffer())) {
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
        try (GrpcInferRequest read = read(request)) {
            assertThat(read.modelName()).isEqualTo("late");
            Tensor tensor = read.request().findInput("x").orElseThrow();
            assertThat(tensor.toFloats()).containsExactly(3);
        }
    }

    @Test
    void theLastOfTwoScalarsCounts() {
        ProtoBuffer request =
                new ProtoBuffer().tag(MODEL_NAME).text("first").tag(MODEL_NAME).text("last");
        try (GrpcInferRequest read = read(request)) {
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
                input("x", "FP32", 1)
                        .append(unknown)
                        .tag(CONTENTS)
                        .message(new ProtoBuffer().append(unknown).append(packedFloats(9)));
        ProtoBuffer request =
                new ProtoBuffer().append(unknown).tag(INPUTS).message(input).append(unknown);
        try (GrpcInferRequest read = read(request)) {
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
                        .tag(SECOND)
                        .message(value);
        ProtoBuffer output =
                new ProtoBuffer().append(unknown).tag(NAME).text("y").tag(SECOND).message(entry);
        try (GrpcInferRequest read = read(new ProtoBuffer().tag(OUTPUTS).message(output))) {
            RequestedOutput wanted = read.request().outputs().getFirst();
            assertThat(wanted.name()).isEqualTo("y");
            assertThat(wanted.parameters().findWhole("k")).hasValue(5);
        }
    }

    @Test
    void anInputAndAnOutputMayShareAName() {
        ProtoBuffer request =
                new ProtoBuffer()
                        .tag(INPUTS)
                        .message(input("x", "FP32", 0))
                        .tag(OUTPUTS)
                        .message(new ProtoBuffer().tag(NAME).text("x"));
        try (GrpcInferRequest read = read(request)) {
            assertThat(read.request().wants("x")).isTrue();
        }
    }

    @Test
    void aTextMayBeSixteenMebibytesLong() {
        String longest = "n".repeat(1 << 24);
        try (GrpcInferRequest read = read(new ProtoBuffer().tag(MODEL_NAME).text(longest))) {
            assertThat(read.modelName()).hasSize(1 << 24);
        }
    }

    @Test
    void aKnownFieldOfAnotherWireTypeIsUnknown() {
        ProtoBuffer request = new ProtoBuffer().tag(1 << 3).varint(5).tag(MODEL_NAME).text("m");
        try (GrpcInferRequest read = read(request)) {
            assertThat(read.modelName()).isEqualTo("m");
        }
    }

    @Test
    void aTextMayHoldTheReplacementCharacter() {
        try (GrpcInferRequest read = read(new ProtoBuffer().tag(MODEL_NAME).text("\uFFFD"))) {
            assertThat(read.modelName()).isEqualTo("\uFFFD");
        }
    }
}
