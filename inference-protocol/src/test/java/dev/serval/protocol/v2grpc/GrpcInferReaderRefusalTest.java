package dev.serval.protocol.v2grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.serval.inference.failure.InvalidInput;
import dev.serval.inference.failure.TooLarge;
import dev.serval.inference.tensor.PooledTensorAllocator;
import dev.serval.inference.tensor.TensorAllocator;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GrpcInferReaderRefusalTest {
    private static final int MODEL_NAME = 1 << 3 | WireFormat.LENGTH;
    private static final int PARAMETERS = 4 << 3 | WireFormat.LENGTH;
    private static final int INPUTS = 5 << 3 | WireFormat.LENGTH;
    private static final int OUTPUTS = 6 << 3 | WireFormat.LENGTH;
    private static final int RAW = 7 << 3 | WireFormat.LENGTH;

    private static final int NAME = 1 << 3 | WireFormat.LENGTH;
    private static final int DATATYPE = 2 << 3 | WireFormat.LENGTH;
    private static final int SHAPE = 3 << 3 | WireFormat.LENGTH;
    private static final int CONTENTS = 5 << 3 | WireFormat.LENGTH;

    private static final int INTS = 2 << 3 | WireFormat.LENGTH;
    private static final int FLOATS = 6 << 3 | WireFormat.LENGTH;

    private final Arena arena = Arena.ofConfined();
    private final TensorAllocator allocator = new PooledTensorAllocator(1 << 16);

    @AfterEach
    void nothingStaysOnLoan() {
        assertThat(allocator.bytesOnLoan()).isZero();
        arena.close();
    }

    @Test
    void aVarintThatIsCutOff() {
        refused(new ProtoBuffer().append(new byte[] {(byte) 0x80}))
                .hasMessage("tag ends after 1 bytes of a varint (byte 1 of the message)");
        refused(new ProtoBuffer().tag(MODEL_NAME))
                .hasMessage("model_name ends after 0 bytes of a varint (byte 1 of the message)");
    }

    @Test
    void aVarintOfElevenBytes() {
        byte[] endless = new byte[11];
        Arrays.fill(endless, (byte) 0x80);
        refused(new ProtoBuffer().tag(9 << 3).append(endless))
                .hasMessage("field 9 has a varint of more than 10 bytes (byte 11 of the message)");
    }

    @Test
    void aLengthBeyondTheMessage() {
        refused(new ProtoBuffer().tag(MODEL_NAME).varint(3).append(new byte[2]))
                .hasMessage("model_name claims 3 bytes, 2 are left (byte 2 of the message)");
        refused(new ProtoBuffer().tag(RAW).varint(Long.MAX_VALUE))
                .hasMessageStartingWith("raw_input_contents claims 9223372036854775807 bytes,");
        refused(new ProtoBuffer().tag(INPUTS).varint(1L << 31))
                .hasMessageStartingWith("inputs claims 2147483648 bytes, 0 are left");
    }

    @Test
    void aNegativeLength() {
        refused(new ProtoBuffer().tag(INPUTS).varint(-1))
                .hasMessageStartingWith("inputs claims 18446744073709551615 bytes, 0 are left");
        refused(new ProtoBuffer().tag(99 << 3 | WireFormat.LENGTH).varint(Long.MIN_VALUE))
                .hasMessageStartingWith("field 99 claims 9223372036854775808 bytes");
    }

    @Test
    void aLengthBeyondItsOwnMessageThoughTheOuterOneHasTheBytes() {
        ProtoBuffer input = new ProtoBuffer().tag(NAME).varint(4).append(new byte[3]);
        refused(new ProtoBuffer().tag(INPUTS).message(input).append(new byte[50]))
                .hasMessageStartingWith("inputs.name claims 4 bytes, 3 are left");
    }

    @Test
    void aNameThatIsNoUtf8() {
        refused(new ProtoBuffer().tag(MODEL_NAME).message(bytes(0xc3, 0x28)))
                .hasMessage("model_name is no UTF-8 in its last 2 bytes (byte 4 of the message)");
        refused(new ProtoBuffer().tag(MODEL_NAME).message(bytes(0xed, 0xa0, 0x80)))
                .isInstanceOf(InvalidInput.class);
        refused(new ProtoBuffer().tag(OUTPUTS).message(textField(NAME, bytes(0xff))))
                .hasMessageStartingWith("outputs.name is no UTF-8");
        refused(input(textField(NAME, bytes(0xff))))
                .hasMessageStartingWith("inputs.name is no UTF-8");
    }

    @Test
    void aTextOfMoreThanSixteenMebibytes() {
        refused(new ProtoBuffer().tag(MODEL_NAME).message(bytesOf((1 << 24) + 1)))
                .hasMessageStartingWith("model_name has 16777217 bytes, expected at most 16777216");
    }

    @Test
    void groupsAndWireTypesThatDoNotExist() {
        refused(new ProtoBuffer().tag(9 << 3 | 3))
                .hasMessageStartingWith("field 9 is a group, expected wire type 0, 1, 2 or 5");
        refused(new ProtoBuffer().tag(9 << 3 | 4)).hasMessageStartingWith("field 9 is a group");
        refused(new ProtoBuffer().tag(9 << 3 | 6))
                .hasMessageStartingWith("field 9 has wire type 6, expected 0, 1, 2 or 5");
        refused(new ProtoBuffer().tag(-1))
                .hasMessageStartingWith("field 536870911 has wire type 7, expected 0, 1, 2 or 5");
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 7, 1L << 32, (1L << 32) + 8, -1, Long.MIN_VALUE})
    void aTagThatNamesNoField(long tag) {
        refused(new ProtoBuffer().varint(tag))
                .hasMessageStartingWith(
                        "tag is %d, expected a field number from 1 to 536870911", tag);
    }

    @Test
    void aFixedFieldThatIsCutOff() {
        refused(new ProtoBuffer().tag(9 << 3 | WireFormat.FIXED64).append(new byte[7]))
                .hasMessageStartingWith("field 9 takes 8 bytes, 7 are left");
        refused(new ProtoBuffer().tag(9 << 3 | WireFormat.FIXED32).append(new byte[3]))
                .hasMessageStartingWith("field 9 takes 4 bytes, 3 are left");
    }

    @Test
    void aParameterWithoutAValue() {
        refused(new ProtoBuffer().tag(PARAMETERS).message(new ProtoBuffer().tag(NAME).text("p")))
                .hasMessage(
                        "parameter 'p' has no value, expected a bool, int64, string, double or uint64");
        ProtoBuffer unknownKind =
                new ProtoBuffer()
                        .tag(NAME)
                        .text("p")
                        .tag(2 << 3 | WireFormat.LENGTH)
                        .message(new ProtoBuffer().tag(6 << 3).varint(1));
        refused(new ProtoBuffer().tag(PARAMETERS).message(unknownKind))
                .hasMessageStartingWith("parameter 'p' has no value");
    }

    @Test
    void aDatatypeThatDoesNotExist() {
        refused(input(new ProtoBuffer().tag(NAME).text("x").tag(DATATYPE).text("FLOAT")))
                .hasMessageStartingWith(
                        "input 'x': datatype 'FLOAT', expected one of [BOOL, UINT8,");
        refused(input(new ProtoBuffer().tag(NAME).text("x")))
                .hasMessageStartingWith("input 'x': datatype '', expected one of");
    }

    @Test
    void aShapeThatIsNegativeOrOverflows() {
        refused(input(described("FP32", -1, 4)))
                .hasMessage("input 'x': shape [-1,4]: dimension 0 is -1, expected 0 or more");
        refused(input(described("FP32", Long.MIN_VALUE)))
                .hasMessageStartingWith("input 'x': shape [-9223372036854775808]: dimension 0");
        refused(input(described("FP32", 1L << 40, 1L << 40)))
                .hasMessage(
                        "input 'x': shape [1099511627776,1099511627776]: its size does not fit 63"
                                + " bits");
        refused(rawInput(described("FP64", 1L << 61), 8)).isInstanceOf(InvalidInput.class);
        refused(rawInput(described("BYTES", Long.MAX_VALUE), 8)).isInstanceOf(InvalidInput.class);
    }

    @Test
    void aShapeOfMoreThan256Dimensions() {
        refused(input(described("FP32", new long[257])))
                .hasMessage("input 'x': more than 256 dimensions");
        refused(input(described("INT32", new long[256]).tag(CONTENTS).message(ints(1))))
                .hasMessageContaining("1 elements");
    }

    @ParameterizedTest
    @CsvSource({"0, 0 elements", "1, 1 elements", "3, 3 elements"})
    void anotherNumberOfElementsThanTheShapeHas(int found, String said) {
        ProtoBuffer floats = new ProtoBuffer().tag(FLOATS).message(bytesOf(found * 4));
        refused(input(described("FP32", 1, 2).tag(CONTENTS).message(floats)))
                .hasMessage("input 'x': " + said + " in fp32_contents, expected 2 for shape [1,2]");
    }

    @Test
    void noContentsAtAll() {
        refused(input(described("INT64", 1)))
                .hasMessage("input 'x': 0 elements in int64_contents, expected 1 for shape [1]");
    }

    @Test
    void aHugeShapeTakesNoMemory() {
        refused(input(described("FP32", 1L << 50)))
                .hasMessage(
                        "input 'x': 0 elements in fp32_contents, expected 1125899906842624 for"
                                + " shape [1125899906842624]");
    }

    @Test
    void elementsInTheFieldOfAnotherType() {
        refused(input(described("FP32", 1).tag(CONTENTS).message(ints(1))))
                .hasMessage("input 'x': elements in int_contents, expected fp32_contents for FP32");
        ProtoBuffer oneByOne = new ProtoBuffer().tag(2 << 3).varint(1);
        refused(input(described("FP32", 1).tag(CONTENTS).message(oneByOne)))
                .hasMessageContaining("elements in int_contents");
    }

    @ParameterizedTest
    @CsvSource({
        "INT8, 2, 128, -128 to 127",
        "INT8, 2, -129, -128 to 127",
        "INT16, 2, 32768, -32768 to 32767",
        "INT16, 2, -32769, -32768 to 32767",
        "INT32, 2, 2147483648, -2147483648 to 2147483647",
        "INT32, 2, -2147483649, -2147483648 to 2147483647",
        "UINT8, 4, 256, 0 to 255",
        "UINT8, 4, -1, 0 to 255",
        "UINT16, 4, 65536, 0 to 65535",
        "UINT32, 4, 4294967296, 0 to 4294967295",
        "UINT32, 4, -1, 0 to 4294967295"
    })
    void anIntegerThatDoesNotFitSayingWhichElement(
            String type, int field, long value, String range) {
        ProtoBuffer run = new ProtoBuffer().varint(1).varint(value);
        ProtoBuffer contents = new ProtoBuffer().tag(field << 3 | WireFormat.LENGTH).message(run);
        refused(input(described(type, 2).tag(CONTENTS).message(contents)))
                .hasMessage(
                        "input 'x': element 1 is %d, expected %s for %s"
                                .formatted(value, range, type));
    }

    @ParameterizedTest
    @ValueSource(strings = {"FP16", "BF16"})
    void typedContentsForATypeThatHasNone(String type) {
        refused(input(described(type, 1).tag(CONTENTS).message(ints(1))))
                .hasMessage(
                        "input 'x': %s has no typed contents, expected raw_input_contents"
                                .formatted(type));
    }

    @Test
    void aPackedRunThatEndsWithinAnElement() {
        ProtoBuffer floats = new ProtoBuffer().tag(FLOATS).message(bytesOf(7));
        refused(input(described("FP32", 1).tag(CONTENTS).message(floats)))
                .hasMessage("fp32_contents: 7 bytes in one run, expected a multiple of 4");
        ProtoBuffer integers = new ProtoBuffer().tag(INTS).message(bytes(1, 0x80));
        refused(input(described("INT32", 1).tag(CONTENTS).message(integers)))
                .hasMessage("int_contents: element 1 is cut off after the 2 bytes of its run");
    }

    @Test
    void aPackedElementOfMoreThanTenBytes() {
        ProtoBuffer run =
                bytes(0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 1);
        ProtoBuffer contents = new ProtoBuffer().tag(INTS).message(run);
        refused(input(described("INT32", 1).tag(CONTENTS).message(contents)))
                .hasMessageStartingWith("int_contents has a varint of more than 10 bytes");
    }

    @Test
    void rawContentsBesideTypedOnes() {
        ProtoBuffer request =
                input(described("INT32", 1).tag(CONTENTS).message(ints(1)))
                        .tag(RAW)
                        .message(bytesOf(4));
        refused(request)
                .hasMessage("input 'x': contents beside raw_input_contents, expected one of them");
    }

    @Test
    void anotherNumberOfRawContentsThanInputs() {
        refused(
                        input(described("INT32", 1))
                                .tag(INPUTS)
                                .message(new ProtoBuffer().tag(NAME).text("y"))
                                .tag(RAW)
                                .message(bytesOf(4)))
                .hasMessage("raw_input_contents: 1 entries, expected 2, one for each input");
        refused(new ProtoBuffer().tag(RAW).message(bytesOf(4)))
                .hasMessage("raw_input_contents: 1 entries, expected 0, one for each input");
    }

    @Test
    void rawContentsOfAnotherSizeThanTheShapeHas() {
        refused(rawInput(described("FP32", 2), 7))
                .hasMessage("input 'x': 7 bytes of raw data, expected 8 for shape [2] of FP32");
        refused(rawInput(described("FP16", 2), 8))
                .hasMessageContaining("8 bytes of raw data, expected 4");
    }

    @Test
    void givesBackTheTensorsReadBeforeTheOneThatIsWrong() {
        ProtoBuffer good = described("INT32", 1).tag(CONTENTS).message(ints(1));
        ProtoBuffer bad = described("INT8", 1).tag(NAME).text("z").tag(CONTENTS).message(ints(300));
        refused(new ProtoBuffer().tag(INPUTS).message(good).tag(INPUTS).message(bad))
                .hasMessage("input 'z': element 0 is 300, expected -128 to 127 for INT8");
    }

    @Test
    void twoInputsOrOutputsOfOneName() {
        refused(input(described("INT32", 0)).tag(INPUTS).message(described("INT32", 0)))
                .hasMessage("input 'x' is there twice, expected once");
        ProtoBuffer output = new ProtoBuffer().tag(NAME).text("y");
        refused(new ProtoBuffer().tag(OUTPUTS).message(output).tag(OUTPUTS).message(output))
                .hasMessage("output 'y' is asked for twice, expected once");
    }

    @ParameterizedTest
    @ValueSource(ints = {PARAMETERS, INPUTS, OUTPUTS, RAW})
    void aMessageThatListsMoreThingsThanAnyCallNeeds(int tag) {
        refusedAsTooLarge(repeated(tag, tag == PARAMETERS ? parameter() : new ProtoBuffer()));
    }

    @Test
    void anInputOrOutputThatListsMoreThingsThanAnyCallNeeds() {
        ProtoBuffer nothing = new ProtoBuffer();
        refusedAsTooLarge(input(repeated(PARAMETERS, parameter())));
        refusedAsTooLarge(input(repeated(CONTENTS, nothing)));
        refusedAsTooLarge(
                new ProtoBuffer()
                        .tag(OUTPUTS)
                        .message(repeated(2 << 3 | WireFormat.LENGTH, parameter())));
    }

    private void refusedAsTooLarge(ProtoBuffer message) {
        assertThatThrownBy(() -> read(message))
                .isInstanceOf(TooLarge.class)
                .hasMessage(
                        "more than 65536 inputs, outputs, parameters and contents in one request");
    }

    private static ProtoBuffer repeated(int tag, ProtoBuffer message) {
        ProtoBuffer many = new ProtoBuffer();
        for (int i = 0; i <= 1 << 16; i++) {
            many.tag(tag).message(message);
        }
        return many;
    }

    private static ProtoBuffer parameter() {
        ProtoBuffer flag = new ProtoBuffer().tag(1 << 3).varint(1);
        return new ProtoBuffer().tag(2 << 3 | WireFormat.LENGTH).message(flag);
    }

    private AbstractThrowableAssert<?, ? extends Throwable> refused(ProtoBuffer message) {
        return assertThatThrownBy(() -> read(message)).isInstanceOf(InvalidInput.class);
    }

    private void read(ProtoBuffer message) {
        byte[] bytes = message.segment().toArray(ValueLayout.JAVA_BYTE);
        MemorySegment memory = Samples.atOffset(arena, bytes, 0);
        GrpcInferReader.read(memory, allocator).close();
    }

    private static ProtoBuffer input(ProtoBuffer input) {
        return new ProtoBuffer().tag(INPUTS).message(input);
    }

    private static ProtoBuffer rawInput(ProtoBuffer input, int rawBytes) {
        return input(input).tag(RAW).message(bytesOf(rawBytes));
    }

    private static ProtoBuffer described(String type, long... shape) {
        ProtoBuffer dimensions = new ProtoBuffer();
        for (long dimension : shape) {
            dimensions.varint(dimension);
        }
        return new ProtoBuffer()
                .tag(NAME)
                .text("x")
                .tag(DATATYPE)
                .text(type)
                .tag(SHAPE)
                .message(dimensions);
    }

    private static ProtoBuffer ints(long value) {
        return new ProtoBuffer().tag(INTS).message(new ProtoBuffer().varint(value));
    }

    private static ProtoBuffer textField(int tag, ProtoBuffer text) {
        return new ProtoBuffer().tag(tag).message(text);
    }

    private static ProtoBuffer bytes(int... values) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return new ProtoBuffer().append(bytes);
    }

    private static ProtoBuffer bytesOf(int count) {
        return new ProtoBuffer().append("\0".repeat(count).getBytes(StandardCharsets.UTF_8));
    }
}
