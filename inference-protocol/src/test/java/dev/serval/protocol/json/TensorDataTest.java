package dev.serval.protocol.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.serval.inference.failure.InvalidInput;
import dev.serval.inference.failure.TooLarge;
import dev.serval.inference.tensor.DataType;
import dev.serval.inference.tensor.PooledTensorAllocator;
import dev.serval.inference.tensor.Shape;
import dev.serval.inference.tensor.Tensor;
import dev.serval.inference.tensor.TensorAllocator;
import dev.serval.protocol.wire.LimitedAllocator;
import dev.serval.protocol.wire.Specimens;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class TensorDataTest {
    private final TensorAllocator allocator = new PooledTensorAllocator(1 << 20);

    @AfterEach
    void nothingStaysTaken() {
        assertThat(allocator.bytesOnLoan()).isZero();
    }

    @ParameterizedTest
    @EnumSource(DataType.class)
    void readsBackFlatAndNestedWhatTheWriterWrote(DataType type) {
        Random random = new Random(type.ordinal());
        for (int i = 0; i < 200; i++) {
            Shape shape = Specimens.shape(random);
            try (Tensor tensor = Specimens.tensor("x", type, shape, random, allocator)) {
                JsonWriter flat = new JsonWriter(0);
                new TensorWriter(flat, TensorWriter.NonText.REFUSED).writeFlat(tensor);
                assertReads(text(flat), tensor);
                if (shape.rank() > 0) {
                    JsonWriter nested = new JsonWriter(0);
                    new TensorWriter(nested, TensorWriter.NonText.REFUSED).writeNested(tensor);
                    assertReads(text(nested), tensor);
                }
            }
        }
    }

    private void assertReads(String text, Tensor expected) {
        try (Tensor read = read(text, expected.dataType(), expected.shape())) {
            Specimens.assertSame(read, expected);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "INT8 | [-128,127,-0] | -128 127 0",
                "UINT8 | [0,255] | 0 -1",
                "INT16 | [-32768,32767] | -32768 32767",
                "UINT16 | [65535] | -1",
                "INT32 | [-2147483648,2147483647] | -2147483648 2147483647",
                "UINT32 | [4294967295] | -1",
                "INT64 | [-9223372036854775808,9223372036854775807] | -9223372036854775808"
                        + " 9223372036854775807",
                "UINT64 | [18446744073709551615,9223372036854775808,0] | -1 -9223372036854775808 0",
                "BOOL | [true,false,1,0,-0] | 1 0 1 0 0"
            })
    void takesTheWholeRangeOfEveryIntegerType(DataType type, String text, String bits) {
        String[] expected = bits.split(" ");
        try (Tensor tensor = read(text, type, Shape.of(expected.length))) {
            for (int i = 0; i < expected.length; i++) {
                assertThat(Long.toString(bitsAt(tensor, i))).isEqualTo(expected[i]);
            }
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "UINT8 | [1,2,3,300] | element 3 is 300, expected UINT8 from 0 to 255",
                "UINT8 | [-1] | element 0 is -1, expected UINT8 from 0 to 255",
                "UINT8 | [256] | element 0 is 256, expected UINT8 from 0 to 255",
                "INT8 | [128] | element 0 is 128, expected INT8 from -128 to 127",
                "INT8 | [-129] | element 0 is -129, expected INT8 from -128 to 127",
                "INT16 | [32768] | element 0 is 32768, expected INT16 from -32768 to 32767",
                "UINT16 | [65536] | element 0 is 65536, expected UINT16 from 0 to 65535",
                "INT32 | [0,2147483648] | element 1 is 2147483648, expected INT32 from -2147483648 to"
                        + " 2147483647",
                "UINT32 | [4294967296] | element 0 is 4294967296, expected UINT32 from 0 to 4294967295",
                "INT64 | [9223372036854775808] | element 0 is 9223372036854775808, expected INT64 from"
                        + " -9223372036854775808 to 9223372036854775807",
                "UINT64 | [18446744073709551616] | element 0 is 18446744073709551616, expected UINT64"
                        + " from 0 to 18446744073709551615",
                "UINT64 | [-1] | element 0 is -1, expected UINT64 from 0 to 18446744073709551615",
                "UINT32 | [18446744073709551615] | element 0 is 18446744073709551615, expected UINT32"
                        + " from 0 to 4294967295",
                "INT32 | [1.5] | element 0 is 1.5, expected an integer",
                "INT32 | [1.0] | element 0 is 1.0, expected an integer",
                "INT64 | [1e3] | element 0 is 1e3, expected an integer",
                "INT32 | [NaN] | element 0 is NaN, expected an integer",
                "INT32 | [\"1\"] | element 0 is \"1\", expected an integer",
                "INT32 | [true] | element 0 is true, expected an integer",
                "INT32 | [null] | element 0 is null, expected an integer",
                "INT32 | [{}] | element 0 is an object, expected an integer",
                "FP32 | [\"1\"] | element 0 is \"1\", expected a number",
                "FP32 | [0,null] | element 1 is null, expected a number",
                "FP32 | [true] | element 0 is true, expected a number",
                "FP32 | [\"infinity\"] | element 0 is \"infinity\", expected a number",
                "FP32 | [\"NaNs\"] | element 0 is \"NaNs\", expected a number",
                "FP32 | [1e39] | element 0 is 1e39, expected FP32 from -3.4028235E38 to 3.4028235E38",
                "FP64 | [-1e309] | element 0 is -1e309, expected FP64 from -1.7976931348623157E308 to"
                        + " 1.7976931348623157E308",
                "FP16 | [65520] | element 0 is 65520, expected FP16 from -65504 to 65504",
                "FP16 | [-70000] | element 0 is -70000, expected FP16 from -65504 to 65504",
                "BF16 | [3.4e38] | element 0 is 3.4e38, expected BF16 from -3.3895314E38 to"
                        + " 3.3895314E38",
                "BOOL | [2] | element 0 is 2, expected true or false",
                "BOOL | [1.0] | element 0 is 1.0, expected true or false",
                "BOOL | [\"true\"] | element 0 is \"true\", expected true or false",
                "BYTES | [1] | element 0 is 1, expected a string or {\"b64\": \"…\"}",
                "BYTES | [\"\",{\"a\":1}] | element 1 is an object, expected a string or {\"b64\":"
                        + " \"…\"}",
                "BYTES | [{}] | element 0 is an object, expected a string or {\"b64\": \"…\"}",
                "BYTES | [{\"b64\":5}] | element 0: b64 is 5, expected a string",
                "BYTES | [{\"b64\":\"*\"}] | element 0: b64 is \"*\", expected base64",
                "BYTES | [{\"b64\":\"\",\"x\":1}] | element 0 has member 'x' beside b64, expected b64"
                        + " alone"
            })
    void refusesAnElementThatDoesNotFitItsTypeAndSaysWhichOne(
            DataType type, String text, String message) {
        Shape shape = Shape.of(text.split(",(?!\"x)").length);
        assertRefused(text, type, shape, "input 'x': " + message);
    }

    @ParameterizedTest
    @EnumSource(names = {"FP16", "BF16", "FP32", "FP64"})
    void takesNotANumberAndInfinitiesBareAndQuoted(DataType type) {
        String text = "[NaN,Infinity,-Infinity,\"NaN\",\"Infinity\",\"-Infinity\",-0.0]";
        try (Tensor tensor = read(text, type, Shape.of(7))) {
            JsonWriter json = new JsonWriter(0);
            new TensorWriter(json, TensorWriter.NonText.REFUSED).writeFlat(tensor);
            assertThat(text(json))
                    .isEqualTo("[NaN,Infinity,-Infinity,NaN,Infinity,-Infinity,-0.0]");
        }
    }

    @Test
    void takesBytesThatAreNoTextAsBase64() {
        try (Tensor tensor =
                read(
                        "[\"é\\u0000\",{\"b64\":\"//8A\"},{ \"b64\" : \"\" }]",
                        DataType.BYTES,
                        Shape.of(3))) {
            assertThat(tensor.element(0).toArray(ValueLayout.JAVA_BYTE))
                    .containsExactly(0xC3, 0xA9, 0);
            assertThat(tensor.element(1).toArray(ValueLayout.JAVA_BYTE))
                    .containsExactly(0xFF, 0xFF, 0);
            assertThat(tensor.element(2).byteSize()).isZero();
        }
    }

    @Test
    void growsWithByteStringsOfAnyLength() {
        String large = "x".repeat(100_000);
        try (Tensor tensor =
                read("[\"a\",\"%s\",\"b\"]".formatted(large), DataType.BYTES, Shape.of(3))) {
            assertThat(tensor.toStrings()).containsExactly("a", large, "b");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "[2,4]; [1,2,3]; 'data' has 3 elements, expected 8 for shape [2,4]",
                "[2,2]; [1,2,3,4,5,6]; 'data' has 6 elements, expected 4 for shape [2,2]",
                "[2,2]; []; 'data' has 0 elements, expected 4 for shape [2,2]",
                "[0]; [1]; 'data' has 1 elements, expected 0 for shape [0]",
                "[]; []; 'data' has 0 elements, expected 1 for shape []",
                "[]; [1,2]; 'data' has 2 elements, expected 1 for shape []",
                "[2,2]; [[1,2],[3,4],[5,6]]; 'data' has 3 elements, expected 2 for shape [2,2]",
                "[3,2]; [[1,2],[3,4]]; 'data' has 2 elements, expected 3 for shape [3,2]",
                "[2,2]; [[1,2],[3]]; 'data'[1] has 1 elements, expected 2 for shape [2,2]",
                "[2,2]; [[1,2,9,9],[3]]; 'data'[0] has 4 elements, expected 2 for shape [2,2]",
                "[1,2,2]; [[[1,2],[3,[4]]]]; 'data'[0][1][1] is an array, expected a number",
                "[1,2,2]; [[[1,2],5]]; 'data'[0][1] is 5, expected an array of 2 for shape [1,2,2]",
                "[4]; [[1,2,3,4]]; 'data'[0] is an array, expected a number",
                "[2,2]; [1,[2],3,4]; 'data'[1] is an array, expected a number",
                "[1000,1000]; [[1,2],[3]]; 'data' has 3 elements, expected 1000000 for shape"
                        + " [1000,1000]",
                "[9,9]; []; 'data' has 0 elements, expected 81 for shape [9,9]"
            })
    void refusesDataOfAnotherShapeAndSaysWhere(String shape, String text, String message) {
        String[] sizes = shape.substring(1, shape.length() - 1).split(",");
        long[] dimensions =
                shape.equals("[]")
                        ? new long[0]
                        : Arrays.stream(sizes).mapToLong(Long::parseLong).toArray();
        assertRefused(text, DataType.FP32, Shape.of(dimensions), "input 'x': " + message);
    }

    @Test
    void takesNoMemoryForAClaimThatTheTextCannotHold() {
        LimitedAllocator none = new LimitedAllocator(0);
        JsonScanner json = scan("[1,2,3]");
        Shape claimed = Shape.of(1L << 40);
        assertThatThrownBy(() -> TensorData.read(json, "x", DataType.FP32, claimed, none))
                .isInstanceOf(InvalidInput.class)
                .hasMessage(
                        "input 'x': 'data' has 3 elements, expected 1099511627776 for shape"
                                + " [1099511627776]");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3})
    void givesBackWhatItTookWhenMemoryRunsOut(int blocks) {
        LimitedAllocator limited = new LimitedAllocator(blocks);
        String text = "[\"%s\",\"%s\"]".formatted("x".repeat(300), "y".repeat(3000));
        assertThatThrownBy(() ->
                        TensorData.read(scan(text), "x", DataType.BYTES, Shape.of(2), limited))
                .isInstanceOf(TooLarge.class);
        assertThat(limited.bytesOnLoan()).isZero();
    }

    @Test
    void refusesDataThatIsNoArray() {
        assertRefused("5", DataType.FP32, Shape.of(1), "input 'x': 'data' is 5, expected an array");
    }

    @Test
    void refusesMalformedNumbersWhereTheyStand() {
        assertRefused(
                "[1.5,\n2.5.5]",
                DataType.FP32,
                Shape.of(2),
                "malformed JSON at line 2, column 4: found '.', expected ',' or ']'");
    }

    private void assertRefused(String text, DataType type, Shape shape, String message) {
        assertThatThrownBy(() -> read(text, type, shape))
                .isInstanceOf(InvalidInput.class)
                .hasMessage(message);
    }

    private Tensor read(String text, DataType type, Shape shape) {
        return TensorData.read(scan(text), "x", type, shape, allocator);
    }

    private static long bitsAt(Tensor tensor, int index) {
        return switch (tensor.dataType().byteSize()) {
            case 1 -> tensor.data().get(ValueLayout.JAVA_BYTE, index);
            case 2 -> tensor.data().getAtIndex(ValueLayout.JAVA_SHORT, index);
            case 4 -> tensor.data().getAtIndex(ValueLayout.JAVA_INT, index);
            default -> tensor.data().getAtIndex(ValueLayout.JAVA_LONG, index);
        };
    }

    private static String text(JsonWriter json) {
        return new String(json.toSegment().toArray(ValueLayout.JAVA_BYTE), StandardCharsets.UTF_8);
    }

    private static JsonScanner scan(String text) {
        byte[] json = text.getBytes(StandardCharsets.UTF_8);
        return new JsonScanner(json, 0, json.length, "malformed JSON");
    }
}
