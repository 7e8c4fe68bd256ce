package dev.serval.protocol.v2grpc;

import dev.serval.inference.failure.InvalidInput;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Tensors that are refused, each with the input's name.
class GrpcTensorRefusalTest extends ReaderCase {
    @Test
    void aDatatypeThatDoesNotExist() {
        refused(request(new ProtoBuffer().tag(NAME).text("x").tag(DATATYPE).text("FLOAT")))
                .hasMessageStartingWith(
                        "input 'x': datatype 'FLOAT', expected one of [BOOL, UINT8,");
        refused(request(new ProtoBuffer().tag(NAME).text("x")))
                .hasMessageStartingWith("input 'x': datatype '', expected one of");
    }

    @Test
    void aShapeThatIsNegativeOrOverflows() {
        refused(request(input("x", "FP32", -1, 4)))
                .hasMessage("input 'x': shape [-1,4]: dimension 0 is -1, expected 0 or more");
        refused(request(input("x", "FP32", Long.MIN_VALUE)))
                .hasMessageStartingWith("input 'x': shape [-9223372036854775808]: dimension 0");
        refused(request(input("x", "FP32", 1L << 40, 1L << 40)))
                .hasMessage(
                        "input 'x': shape [1099511627776,1099511627776]: its size does not fit 63"
                                + " bits");
        refused(rawInput(input("x", "FP64", 1L << 61), 8)).isInstanceOf(InvalidInput.class);
        refused(rawInput(input("x", "BYTES", Long.MAX_VALUE), 8)).isInstanceOf(InvalidInput.class);
    }

    @Test
    void aShapeOfMoreThan256Dimensions() {
        refused(request(input("x", "FP32", new long[257])))
                .hasMessage("input 'x': more than 256 dimensions");
        refused(request(input("x", "INT32", new long[256]).tag(CONTENTS).message(integer(1))))
                .hasMessageContaining("1 elements");
    }

    @ParameterizedTest
    @CsvSource({"0, 0 elements", "1, 1 elements", "3, 3 elements"})
    void anotherNumberOfElementsThanTheShapeHas(int found, String said) {
        ProtoBuffer floats = new ProtoBuffer().tag(FLOATS).message(zeros(found * 4));
        refused(request(input("x", "FP32", 1, 2).tag(CONTENTS).message(floats)))
                .hasMessage("input 'x': " + said + " in fp32_contents, expected 2 for shape [1,2]");
    }

    @Test
    void noContentsAtAll() {
        refused(request(input("x", "INT64", 1)))
                .hasMessage("input 'x': 0 elements in int64_contents, expected 1 for shape [1]");
    }

    @Test
    void aHugeShapeTakesNoMemory() {
        refused(request(input("x", "FP32", 1L << 50)))
                .hasMessage(
                        "input 'x': 0 elements in fp32_contents, expected 1125899906842624 for"
                                + " shape [1125899906842624]");
    }

    @Test
    void elementsInTheFieldOfAnotherType() {
        refused(request(input("x", "FP32", 1).tag(CONTENTS).message(integer(1))))
                .hasMessage("input 'x': elements in int_contents, expected fp32_contents for FP32");
        ProtoBuffer oneByOne = new ProtoBuffer().tag(2 << 3).varint(1);
        refused(request(input("x", "FP32", 1).tag(CONTENTS).message(oneByOne)))
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
        refused(request(input("x", type, 2).tag(CONTENTS).message(contents)))
                .hasMessage(
                        "input 'x': element 1 is %d, expected %s for %s"
                                .formatted(value, range, type));
    }

    @ParameterizedTest
    @ValueSource(strings = {"FP16", "BF16"})
    void typedContentsForATypeThatHasNone(String type) {
        refused(request(input("x", type, 1).tag(CONTENTS).message(integer(1))))
                .hasMessage(
                        "input 'x': %s has no typed contents, expected raw_input_contents"
                                .formatted(type));
    }

    @Test
    void aPackedRunThatEndsWithinAnElement() {
        ProtoBuffer floats = new ProtoBuffer().tag(FLOATS).message(zeros(7));
        refused(request(input("x", "FP32", 1).tag(CONTENTS).message(floats)))
                .hasMessage("fp32_contents: 7 bytes in one run, expected a multiple of 4");
        ProtoBuffer integers = new ProtoBuffer().tag(INTS).message(bytes(1, 0x80));
        refused(request(input("x", "INT32", 1).tag(CONTENTS).message(integers)))
                .hasMessage("int_contents: element 1 is cut off after the 2 bytes of its run");
    }

    @Test
    void aPackedElementOfMoreThanTenBytes() {
        ProtoBuffer run =
                bytes(0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 1);
        ProtoBuffer contents = new ProtoBuffer().tag(INTS).message(run);
        refused(request(input("x", "INT32", 1).tag(CONTENTS).message(contents)))
                .hasMessageStartingWith("int_contents has a varint of more than 10 bytes");
    }

    @Test
    void rawContentsBesideTypedOnes() {
        ProtoBuffer request =
                request(input("x", "INT32", 1).tag(CONTENTS).message(integer(1)))
                        .tag(RAW)
                        .message(zeros(4));
        refused(request)
                .hasMessage("input 'x': contents beside raw_input_contents, expected one of them");
    }

    @Test
    void anotherNumberOfRawContentsThanInputs() {
        refused(
                        request(input("x", "INT32", 1))
                                .tag(INPUTS)
                                .message(new ProtoBuffer().tag(NAME).text("y"))
                                .tag(RAW)
                                .message(zeros(4)))
                .hasMessage("raw_input_contents: 1 entries, expected 2, one for each input");
        refused(new ProtoBuffer().tag(RAW).message(zeros(4)))
                .hasMessage("raw_input_contents: 1 entries, expected 0, one for each input");
    }

    @Test
    void rawContentsOfAnotherSizeThanTheShapeHas() {
        refused(rawInput(input("x", "FP32", 2), 7))
                .hasMessage("input 'x': 7 bytes of raw data, expected 8 for shape [2] of FP32");
        refused(rawInput(input("x", "FP16", 2), 8))
                .hasMessageContaining("8 bytes of raw data, expected 4");
    }

    @Test
    void givesBackTheTensorsReadBeforeTheOneThatIsWrong() {
        ProtoBuffer good = input("x", "INT32", 1).tag(CONTENTS).message(integer(1));
        ProtoBuffer bad =
                input("x", "INT8", 1).tag(NAME).text("z").tag(CONTENTS).message(integer(300));
        refused(new ProtoBuffer().tag(INPUTS).message(good).tag(INPUTS).message(bad))
                .hasMessage("input 'z': element 0 is 300, expected -128 to 127 for INT8");
    }

    private static ProtoBuffer rawInput(ProtoBuffer input, int rawBytes) {
        return request(input).tag(RAW).message(zeros(rawBytes));
    }
}
