package dev.serval.protocol.v1;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.serval.inference.failure.InvalidInput;
import dev.serval.inference.failure.TooLarge;
import dev.serval.inference.model.ModelSignature;
import dev.serval.inference.model.TableForm;
import dev.serval.inference.model.TensorSpec;
import dev.serval.inference.tensor.DataType;
import dev.serval.inference.tensor.PooledTensorAllocator;
import dev.serval.inference.tensor.Shape;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Rows sent to models of tables.
class TableRowsTest {
    private static final Shape OPEN = Shape.of(Shape.DYNAMIC);

    private final PooledTensorAllocator allocator = new PooledTensorAllocator(0);

    private final ModelSignature matrix =
            ModelSignature.ofMatrix(
                    "trees",
                    new TableForm.Matrix(
                            new TensorSpec("input-0", DataType.FP64, Shape.of(-1, 2)),
                            List.of(
                                    new TensorSpec("a", DataType.FP64, OPEN, true),
                                    new TensorSpec("b", DataType.FP64, OPEN, false))),
                    List.of());

    private final ModelSignature columns =
            ModelSignature.ofColumns(
                    "rules",
                    List.of(
                            new TensorSpec("size", DataType.FP64, OPEN, true),
                            new TensorSpec("city", DataType.BYTES, OPEN, true)),
                    List.of());

    @AfterEach
    void everyTensorsMemoryCameBack() {
        assertThat(allocator.bytesOnLoan()).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'instances': [{'a': 1, 'b': 2}, {'b': 4, 'a': 3}]}",
                "{'inputs': [{'a': 1, 'b': 2}, {'b': 4, 'a': 3}]}",
                "{'instances': [{'a': {'0': 1}, 'b': {'0': 2}}, {'a': [3], 'b': [4]}]}",
                "{'instances': [{'a': {'0': 1, '1': 3}, 'b': [2, 4]}]}"
            })
    void readsRowsByColumnName(String json) {
        try (V1Request read = read(matrix, json)) {
            assertThat(read.format()).isEqualTo(V1Format.ROWS);
            assertThat(doubles(read, "a")).containsExactly(1, 3);
            assertThat(doubles(read, "b")).containsExactly(2, 4);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"{'instances': [{'b': 2}]}", "{'instances': [{'b': 2, 'a': null}]}"})
    void aValueThatIsLeftOutIsMissing(String json) {
        try (V1Request read = read(matrix, json)) {
            assertThat(doubles(read, "a")).containsExactly(Double.NaN);
        }
    }

    @Test
    void readsNullInAMatrixAsMissing() {
        try (V1Request read = read(matrix, "{'instances': [[1, null]]}")) {
            assertThat(doubles(read, "input-0")).containsExactly(1, Double.NaN);
        }
    }

    @Test
    void readsTheMatrixByItsOwnName() {
        try (V1Request read = read(matrix, "{'instances': [{'input-0': [1, 2]}]}")) {
            assertThat(doubles(read, "input-0")).containsExactly(1, 2);
        }
    }

    @Test
    void readsColumnsByName() {
        try (V1Request read = read(matrix, "{'inputs': {'b': [1, 2]}}")) {
            assertThat(read.format()).isEqualTo(V1Format.COLUMNS);
            assertThat(doubles(read, "b")).containsExactly(1, 2);
        }
    }

    @Test
    void readsRowsOfSeveralTypesInTheColumnsOrder() {
        try (V1Request read = read(columns, "{'instances': [[1.5, 'Rome'], [null, null]]}")) {
            assertThat(doubles(read, "size")).containsExactly(1.5, Double.NaN);
            assertThat(read.request().findInput("city").orElseThrow().toStrings())
                    .containsExactly("Rome", "");
        }
    }

    @Test
    void readsNoRows() {
        try (V1Request read = read(matrix, "{'instances': []}")) {
            assertThat(read.request().findInput("input-0").orElseThrow().shape())
                    .isEqualTo(Shape.of(0, 2));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "{'instances': [{'a': 1}]} | row 0 of 'instances': column 'b' is missing, expected"
                        + " all of a, b",
                "{'instances': [{'b': 1, 'c': 1}]} | row 0 of 'instances': column 'c' is unknown,"
                        + " the model has a, b",
                "{'instances': [{'b': 1, 'b': 1}]} | row 0 of 'instances': column 'b' is there"
                        + " twice, expected once",
                "{'instances': [{'a': [1, 2], 'b': 1}]} | row 0 of 'instances': column 'b' has 1"
                        + " values, expected 2 like column 'a'"
            })
    void refusesRowsThatDoNotFit(String json, String message) {
        assertThatThrownBy(() -> read(matrix, json))
                .isInstanceOf(InvalidInput.class)
                .hasMessage(message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{'instances': [[1.5]]}", "{'instances': [[1.5, 'Rome', 3]]}"})
    void refusesARowOfAnotherWidth(String json) {
        assertThatThrownBy(() -> read(columns, json))
                .isInstanceOf(InvalidInput.class)
                .hasMessageMatching("'instances'\\[0] has [13] values, expected 2: size, city");
    }

    @Test
    void refusesRowsThatLeaveOutMoreThanTheLimit() {
        List<TensorSpec> many =
                IntStream.range(0, 1 << 12)
                        .mapToObj(i -> new TensorSpec("f" + i, DataType.FP32, OPEN, true))
                        .toList();
        ModelSignature wide =
                ModelSignature.ofMatrix(
                        "trees",
                        new TableForm.Matrix(
                                new TensorSpec("x", DataType.FP32, Shape.of(-1, many.size())),
                                many),
                        List.of());
        String json = "{'instances': [{}, {'f7': [%s0]}]}".formatted("0,".repeat(1 << 12));
        assertThatThrownBy(() -> read(wide, json))
                .isInstanceOf(TooLarge.class)
                .hasMessageContaining("lack more than 16777216 values");
    }

    private V1Request read(ModelSignature signature, String json) {
        byte[] body = json.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
        return V1Reader.read(body, body.length, signature, allocator);
    }

    private static double[] doubles(V1Request read, String name) {
        return read.request().findInput(name).orElseThrow().toDoubles();
    }
}
