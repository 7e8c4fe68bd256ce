package dev.serval.protocol.v1;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serval.inference.model.ModelSignature;
import dev.serval.inference.model.TensorSpec;
import dev.serval.inference.tensor.DataType;
import dev.serval.inference.tensor.PooledTensorAllocator;
import dev.serval.inference.tensor.Shape;
import dev.serval.inference.tensor.Tensor;
import dev.serval.inference.tensor.TensorAllocator;
import dev.serval.protocol.json.JsonWriter;
import dev.serval.protocol.json.TensorWriter;
import dev.serval.protocol.wire.Specimens;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class V1ReaderTest {
    private final TensorAllocator allocator = new PooledTensorAllocator(1 << 20);

    @AfterEach
    void nothingStaysTaken() {
        assertThat(allocator.bytesOnLoan()).isZero();
    }

    @Test
    void readsRowsOfTheOneInput() {
        try (V1Request request =
                read("{\"instances\":[[1,2.5,3,4],[5,6,7,-8]]}", Signatures.IRIS)) {
            assertThat(request.format()).isEqualTo(V1Format.ROWS);
            assertThat(request.request().id()).isNull();
            assertThat(request.request().parameters().isEmpty()).isTrue();
            assertThat(only(request)).hasToString("x FP32[2,4]");
            assertThat(only(request).toFloats()).containsExactly(1, 2.5f, 3, 4, 5, 6, 7, -8);
        }
    }

    @Test
    void readsColumnsOfTheOneInput() {
        try (V1Request request = read("{\"inputs\":[[1,2,3,4]]}", Signatures.IRIS)) {
            assertThat(request.format()).isEqualTo(V1Format.COLUMNS);
            assertThat(only(request)).hasToString("x FP32[1,4]");
        }
    }

    @Test
    void takesTheNestingAsTheShapeWhereTheModelTellsNone() {
        TensorSpec anything = new TensorSpec("x", DataType.FP32, Shape.any());
        ModelSignature signature = new ModelSignature("any", List.of(anything), List.of());
        try (V1Request request = read("{\"instances\":[[[1,2]],[[3,4]]]}", signature)) {
            assertThat(only(request)).hasToString("x FP32[2,1,2]");
        }
    }

    @Test
    void passesOverWhatItDoesNotKnow() {
        String body =
                "{\"signature_name\":\"serving_default\",\"instances\":[[1,2,3,4]],\"other\":{\"a\":[null]}}";
        try (V1Request request = read(body, Signatures.IRIS)) {
            assertThat(only(request)).hasToString("x FP32[1,4]");
        }
    }

    @Test
    void readsRowsThatNameTheirInputs() {
        String body =
                """
                {"instances":[{"age":[30],"city":"Oslo","note":[1,2]},
                              {"note":[3,4],"city":{"b64":"/w=="},"age":[-1]}]}
                """;
        try (V1Request request = read(body, Signatures.PERSON)) {
            assertThat(request.request().inputs())
                    .extracting(input -> input.tensor().toString())
                    .containsExactly("age INT64[2,1]", "city BYTES[2]", "note FP64[2,2]");
            assertThat(input(request, "age").toLongs()).containsExactly(30, -1);
            assertThat(input(request, "note").toDoubles()).containsExactly(1, 2, 3, 4);
            assertThat(input(request, "city").element(1).toArray(ValueLayout.JAVA_BYTE))
                    .containsExactly(-1);
        }
    }

    @Test
    void readsColumnsThatNameTheirInputs() {
        String body = "{\"inputs\":{\"city\":[\"Oslo\",\"Rome\"],\"age\":[[30],[40]]}}";
        try (V1Request request = read(body, Signatures.PERSON)) {
            assertThat(input(request, "age").toLongs()).containsExactly(30, 40);
            assertThat(input(request, "city").toStrings()).containsExactly("Oslo", "Rome");
            assertThat(request.request().inputs()).hasSize(2);
        }
    }

    @Test
    void takesTheOneInputByItsNameToo() {
        try (V1Request rows = read("{\"instances\":[{\"x\":[1,2,3,4]}]}", Signatures.IRIS);
                V1Request columns = read("{\"inputs\":{\"x\":[[1,2,3,4]]}}", Signatures.IRIS)) {
            assertThat(only(rows)).hasToString("x FP32[1,4]");
            assertThat(only(columns)).hasToString("x FP32[1,4]");
        }
    }

    @Test
    void takesValuesWithoutANameForTheOneInputThatIsRequired() {
        ModelSignature signature =
                Signatures.of(
                        new TensorSpec("hint", DataType.FP32, Shape.of(-1), true),
                        Signatures.input("x", DataType.INT32, -1));
        try (V1Request request = read("{\"instances\":[1,2,3]}", signature)) {
            assertThat(only(request)).hasToString("x INT32[3]");
        }
        try (V1Request request =
                read("{\"instances\":[{\"hint\":1,\"x\":2},{\"x\":3,\"hint\":4}]}", signature)) {
            assertThat(request.request().inputs()).hasSize(2);
        }
        try (V1Request request = read("{\"inputs\":{\"x\":[5]}}", signature)) {
            assertThat(only(request)).hasToString("x INT32[1]");
        }
    }

    @Test
    void takesAnOptionalInputByItself() {
        ModelSignature signature =
                Signatures.of(new TensorSpec("x", DataType.INT32, Shape.of(-1), true));
        try (V1Request request = read("{\"instances\":[1]}", signature)) {
            assertThat(only(request)).hasToString("x INT32[1]");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "[-1];   instances; [1,2,3]; [3]",
                "[-1,1]; instances; [1,2,3]; [3,1]",
                "[-1,1]; instances; [[1],[2]]; [2,1]",
                "[-1,1]; inputs; [1,2,3]; [3,1]",
                "[2,2];  instances; [[1,2],[3,4]]; [2,2]",
                "[-1,-1,-1]; instances; [[[1],[2]],[[3],[4]]]; [2,2,1]",
                "[-1,4]; instances; []; [0,4]",
                "[-1,-1,3]; instances; []; [0,0,3]",
                "[-1];   instances; []; [0]",
                "[-1,4]; inputs; []; [0,4]",
                "[-1,-1]; instances; [[],[]]; [2,0]",
                "[-1,-1,-1]; instances; [[[]],[[]]]; [2,1,0]",
                "[];     inputs; 5; []"
            })
    void makesTheShapeOfTheNesting(String declared, String key, String values, String shape) {
        ModelSignature signature =
                Signatures.of(Signatures.input("x", DataType.FP32, dimensions(declared)));
        try (V1Request request = read("{\"%s\":%s}".formatted(key, values), signature)) {
            assertThat(only(request).shape()).hasToString(shape);
        }
    }

    @Test
    void makesEmptyTensorsOfNoRowsForEachRequiredInput() {
        try (V1Request request = read("{\"instances\":[]}", Signatures.PERSON)) {
            assertThat(request.request().inputs())
                    .extracting(input -> input.tensor().toString())
                    .containsExactly("age INT64[0,1]", "city BYTES[0]");
        }
    }

    @Test
    void readsByteStringsAsTextAndBase64() {
        ModelSignature signature = Signatures.of(Signatures.input("image", DataType.BYTES, -1));
        try (V1Request request =
                read("{\"instances\":[{\"b64\":\"AAH/\"},\"text\",{\"b64\":\"\"}]}", signature)) {
            assertThat(only(request).element(0).toArray(ValueLayout.JAVA_BYTE))
                    .containsExactly(0, 1, -1);
            assertThat(only(request).element(1).toArray(ValueLayout.JAVA_BYTE))
                    .containsExactly('t', 'e', 'x', 't');
        }
        try (V1Request request =
                read("{\"instances\":[{\"image\":{\"b64\":\"/w==\"}}]}", signature)) {
            assertThat(only(request)).hasToString("image BYTES[1]");
        }
        try (V1Request request = read("{\"inputs\":[{\"b64\":\"/w==\"}]}", signature)) {
            assertThat(only(request)).hasToString("image BYTES[1]");
        }
    }

    @Test
    void readsAByteStringAloneAsTheOneScalarInput() {
        ModelSignature signature = Signatures.of(Signatures.input("image", DataType.BYTES));
        try (V1Request request = read("{\"inputs\":{\"b64\":\"/w==\"}}", signature)) {
            assertThat(only(request)).hasToString("image BYTES[]");
        }
    }

    @Test
    void takesB64ForANameIfAnInputIsCalledSo() {
        ModelSignature signature = Signatures.of(Signatures.input("b64", DataType.BYTES, -1));
        try (V1Request request = read("{\"instances\":[{\"b64\":\"/w==\"}]}", signature)) {
            assertThat(only(request).toStrings()).containsExactly("/w==");
        }
    }

    @ParameterizedTest
    @EnumSource(DataType.class)
    void readsBackWhatTheWriterWroteForEveryType(DataType type) {
        Random random = new Random(type.ordinal());
        for (int i = 0; i < 100; i++) {
            Shape shape = Shape.of(random.longs(random.nextInt(4), 1, 4).toArray());
            ModelSignature signature = Signatures.of(Signatures.input("x", type, shape.toArray()));
            try (Tensor tensor = Specimens.tensor("x", type, shape, random, allocator);
                    V1Request request = read(columns(tensor), signature)) {
                Specimens.assertSame(only(request), tensor);
            }
        }
    }

    private static String columns(Tensor tensor) {
        JsonWriter json = new JsonWriter(0).beginObject().key("inputs");
        new TensorWriter(json, TensorWriter.NonText.BASE64).writeNested(tensor);
        json.endObject();
        return new String(json.toSegment().toArray(ValueLayout.JAVA_BYTE), StandardCharsets.UTF_8);
    }

    private static long[] dimensions(String shape) {
        String inner = shape.substring(1, shape.length() - 1);
        return inner.isEmpty()
                ? new long[0]
                : Arrays.stream(inner.split(",")).mapToLong(Long::parseLong).toArray();
    }

    private static Tensor only(V1Request request) {
        assertThat(request.request().inputs()).hasSize(1);
        return request.request().inputs().getFirst().tensor();
    }

    private static Tensor input(V1Request request, String name) {
        return request.request().findInput(name).orElseThrow();
    }

    private V1Request read(String body, ModelSignature signature) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        return V1Reader.read(bytes, bytes.length, signature, allocator);
    }
}
