package dev.serval.protocol.v2grpc;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.serval.inference.failure.InvalidInput;
import dev.serval.inference.failure.TooLarge;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Messages that are refused before any tensor is looked at.
class MalformedMessageTest extends ReaderCase {
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
        refused(
                        new ProtoBuffer()
                                .tag(OUTPUTS)
                                .message(new ProtoBuffer().tag(NAME).message(bytes(0xff))))
                .hasMessageStartingWith("outputs.name is no UTF-8");
        refused(request(new ProtoBuffer().tag(NAME).message(bytes(0xff))))
                .hasMessageStartingWith("inputs.name is no UTF-8");
    }

    @Test
    void aTextOfMoreThanSixteenMebibytes() {
        refused(new ProtoBuffer().tag(MODEL_NAME).message(zeros((1 << 24) + 1)))
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
                        .tag(SECOND)
                        .message(new ProtoBuffer().tag(6 << 3).varint(1));
        refused(new ProtoBuffer().tag(PARAMETERS).message(unknownKind))
                .hasMessageStartingWith("parameter 'p' has no value");
    }

    @Test
    void twoInputsOrOutputsOfOneName() {
        refused(request(input("x", "INT32", 0)).tag(INPUTS).message(input("x", "INT32", 0)))
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
        refusedAsTooLarge(request(repeated(PARAMETERS, parameter())));
        refusedAsTooLarge(request(repeated(CONTENTS, nothing)));
        refusedAsTooLarge(new ProtoBuffer().tag(OUTPUTS).message(repeated(SECOND, parameter())));
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
        return new ProtoBuffer().tag(SECOND).message(flag);
    }
}
