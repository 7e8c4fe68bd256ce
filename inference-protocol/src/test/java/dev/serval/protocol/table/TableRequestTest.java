package dev.serval.protocol.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.serval.inference.failure.InvalidInput;
import dev.serval.inference.failure.TooLarge;
import dev.serval.inference.model.ModelSignature;
import dev.serval.inference.model.TableForm;
import dev.serval.inference.model.TensorSpec;
import dev.serval.inference.request.InferRequest;
import dev.serval.inference.tensor.DataType;
import dev.serval.inference.tensor.PooledTensorAllocator;
import dev.serval.inference.tensor.Shape;
import dev.serval.inference.tensor.Tensor;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TableRequestTest {
    private static final Shape OPEN = Shape.of(Shape.DYNAMIC);

    private final PooledTensorAllocator allocator = new PooledTensorAllocator(0);

    private final ModelSignature matrix =
            ModelSignature.ofMatrix(
                    "trees",
                    new TableForm.Matrix(
                            new TensorSpec("input-0", DataType.FP32, Shape.of(-1, 2)),
                            List.of(column("a", true), column("b", false)),
                            Map.of()),
                    List.of());

    private final ModelSignature columns =
            ModelSignature.ofColumns(
                    "rules",
                    List.of(
                            new TensorSpec("age", DataType.INT64, OPEN),
                            new TensorSpec("size", DataType.FP64, OPEN)),
                    List.of());

    @AfterEach
    void everyTensorsMemoryCameBack() {
        assertThat(allocator.bytesOnLoan()).isZero();
    }

    @Test
    void leavesARequestAsItIsThatFitsAlready() {
        try (InferRequest request = request(floats("input-0", Shape.of(1, 2), 1, 2))) {
            assertThat(fit(matrix, request)).isSameAs(request);
        }
    }

    @Test
    void leavesTheRequestOfAModelThatTakesNoTables() {
        ModelSignature plain = new ModelSignature("any", List.of(), List.of());
        try (InferRequest request = request(floats("x", Shape.of(1), 1))) {
            assertThat(fit(plain, request)).isSameAs(request);
        }
    }

    @Test
    void takesTheMatrixUnderAnyNameWithoutCopyingIt() {
        Tensor sent = floats("predict", Shape.of(2, 2), 1, 2, 3, 4);
        try (InferRequest fitted = fit(matrix, request(sent))) {
            Tensor tensor = only(fitted);
            assertThat(tensor.name()).isEqualTo("input-0");
            assertThat(tensor.data().address()).isEqualTo(sent.data().address());
        }
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "BYTES")
    void takesNumbersOfAnyType(DataType type) {
        Tensor sent = Tensor.allocate("x", type, Shape.of(1, 2), allocator);
        sent.data().fill((byte) 0);
        writeOne(sent.data(), type);
        try (InferRequest fitted = fit(matrix, request(sent))) {
            assertThat(only(fitted).toFloats()).containsExactly(0, 1);
        }
    }

    @Test
    void makesTheMatrixOfColumnsInTheModelsOrder() {
        Tensor b = Tensor.ofDoubles("b", Shape.of(2, 1), new double[] {3, 4}, allocator);
        Tensor a = Tensor.ofLongs("a", Shape.of(2), new long[] {1, 2}, allocator);
        try (InferRequest fitted = fit(matrix, request(b, a))) {
            assertThat(only(fitted).shape()).isEqualTo(Shape.of(2, 2));
            assertThat(only(fitted).toFloats()).containsExactly(1, 3, 2, 4);
        }
    }

    @Test
    void aColumnThatIsLeftOutIsMissing() {
        try (InferRequest fitted = fit(matrix, request(floats("b", Shape.of(1), 7)))) {
            assertThat(only(fitted).toFloats()).containsExactly(Float.NaN, 7);
        }
    }

    @Test
    void refusesColumnsWithoutOneThatTheModelNeeds() {
        refuses(matrix, "column 'b' is missing, expected all of a, b", floats("a", Shape.of(1), 7));
    }

    @Test
    void refusesColumnsOfDifferentLength() {
        refuses(
                matrix,
                "column 'b' has 2 rows, expected 1 like column 'a'",
                floats("a", Shape.of(1), 7),
                floats("b", Shape.of(2), 7, 8));
    }

    @Test
    void refusesAColumnThatIsNotThere() {
        refuses(
                matrix,
                "the model has no column 'c', expected one matrix 'input-0' or columns of a, b",
                floats("a", Shape.of(1), 7),
                floats("c", Shape.of(1), 7));
    }

    @Test
    void refusesAColumnThatIsGivenTwice() {
        refuses(
                matrix,
                "column 'b' is given twice, expected once",
                floats("b", Shape.of(1), 7),
                floats("b", Shape.of(1), 7));
    }

    @Test
    void refusesToMakeUpMoreValuesThanItsLimit() {
        int rows = 1 << 15;
        List<TensorSpec> many =
                IntStream.range(0, 1 << 10).mapToObj(i -> column("f" + i, true)).toList();
        TensorSpec wide = new TensorSpec("input-0", DataType.FP32, Shape.of(-1, many.size()));
        ModelSignature signature =
                ModelSignature.ofMatrix(
                        "trees", new TableForm.Matrix(wide, many, Map.of()), List.of());
        try (InferRequest request = request(floats("f7", Shape.of(rows), new float[rows]))) {
            long before = allocator.bytesOnLoan();
            assertThatThrownBy(() -> fit(signature, request))
                    .isInstanceOf(TooLarge.class)
                    .hasMessageContaining("lack more than 16777216 values");
            assertThat(allocator.bytesOnLoan()).isEqualTo(before);
        }
    }

    @Test
    void refusesTextWhereThereAreNoCategories() {
        refuses(
                matrix,
                "column 'b' has datatype BYTES, expected numbers",
                Tensor.ofStrings("b", Shape.of(1), List.of("x"), allocator));
    }

    @Test
    void writesCategoriesAsTheModelCountsThem() {
        ModelSignature cities =
                ModelSignature.ofMatrix(
                        "trees",
                        new TableForm.Matrix(
                                new TensorSpec("input-0", DataType.FP64, Shape.of(-1, 2)),
                                List.of(
                                        new TensorSpec("city", DataType.BYTES, OPEN, true),
                                        new TensorSpec("floor", DataType.FP64, OPEN, true)),
                                Map.of(
                                        "city",
                                        List.of("Rome", "Zürich"),
                                        "floor",
                                        List.of("3", "1"))),
                        List.of());
        Tensor city =
                Tensor.ofStrings("city", Shape.of(3), List.of("Zürich", "Rome", "?"), allocator);
        Tensor floor = Tensor.ofLongs("floor", Shape.of(3), new long[] {1, 3, 2}, allocator);
        try (InferRequest fitted = fit(cities, request(city, floor))) {
            assertThat(only(fitted).toDoubles())
                    .containsExactly(1, 1, 0, 0, Double.NaN, Double.NaN);
        }
    }

    @Test
    void convertsColumnsOfAModelThatTakesThemApart() {
        Tensor age = Tensor.allocate("age", DataType.UINT8, Shape.of(2, 1), allocator);
        age.data().set(ValueLayout.JAVA_BYTE, 0, (byte) 200);
        age.data().set(ValueLayout.JAVA_BYTE, 1, (byte) 3);
        try (InferRequest fitted =
                fit(columns, request(age, floats("size", Shape.of(2), 0.5f, 2)))) {
            assertThat(fitted.findInput("age").orElseThrow().toLongs()).containsExactly(200, 3);
            assertThat(fitted.findInput("size").orElseThrow().toDoubles()).containsExactly(0.5, 2);
        }
    }

    @Test
    void takesAMatrixApart() {
        Tensor sent = Tensor.ofLongs("x", Shape.of(2, 2), new long[] {1, 2, 3, 4}, allocator);
        try (InferRequest fitted = fit(columns, request(sent))) {
            assertThat(fitted.findInput("age").orElseThrow().toLongs()).containsExactly(1, 3);
            assertThat(fitted.findInput("size").orElseThrow().toDoubles()).containsExactly(2, 4);
        }
    }

    @Test
    void refusesAMatrixOfFractionsForAColumnOfIntegers() {
        refuses(
                columns,
                "input 'x' has datatype FP32, expected INT64 for column 'age': send the columns"
                        + " apart",
                floats("x", Shape.of(1, 2), 1, 2));
    }

    @Test
    void refusesAMatrixOfAnotherWidth() {
        refuses(
                columns,
                "input 'x' has shape [1,3], expected [rows,2] or the columns apart",
                floats("x", Shape.of(1, 3), 1, 2, 3));
    }

    @Test
    void refusesAnIntegerThatDoesNotFit() {
        Tensor age = Tensor.allocate("age", DataType.UINT64, Shape.of(1), allocator);
        age.data().set(ValueLayout.JAVA_LONG, 0, -1);
        refuses(columns, "input 'age': 18446744073709551615 does not fit INT64", age);
    }

    private static TensorSpec column(String name, boolean optional) {
        return new TensorSpec(name, DataType.FP32, OPEN, optional);
    }

    private InferRequest fit(ModelSignature signature, InferRequest request) {
        return TableRequest.fit(signature, request, allocator);
    }

    private void refuses(ModelSignature signature, String message, Tensor... sent) {
        try (InferRequest request = request(sent)) {
            assertThatThrownBy(() -> fit(signature, request))
                    .isInstanceOf(InvalidInput.class)
                    .hasMessage(message);
        }
    }

    private static InferRequest request(Tensor... tensors) {
        return InferRequest.of(List.of(tensors));
    }

    private static Tensor only(InferRequest request) {
        assertThat(request.inputs()).hasSize(1);
        return request.inputs().getFirst().tensor();
    }

    private Tensor floats(String name, Shape shape, float... values) {
        return Tensor.ofFloats(name, shape, values, allocator);
    }

    /// Makes the second of two elements a one.
    private static void writeOne(MemorySegment data, DataType type) {
        switch (type) {
            case BOOL, INT8, UINT8 -> data.set(ValueLayout.JAVA_BYTE, 1, (byte) 1);
            case INT16, UINT16 -> data.setAtIndex(ValueLayout.JAVA_SHORT, 1, (short) 1);
            case INT32, UINT32 -> data.setAtIndex(ValueLayout.JAVA_INT, 1, 1);
            case INT64, UINT64 -> data.setAtIndex(ValueLayout.JAVA_LONG, 1, 1);
            case FP16 -> data.setAtIndex(ValueLayout.JAVA_SHORT, 1, (short) 0x3C00);
            case BF16 -> data.setAtIndex(ValueLayout.JAVA_SHORT, 1, (short) 0x3F80);
            case FP32 -> data.setAtIndex(ValueLayout.JAVA_FLOAT, 1, 1);
            case FP64 -> data.setAtIndex(ValueLayout.JAVA_DOUBLE, 1, 1);
            case BYTES -> throw new IllegalArgumentException("BYTES are no numbers");
        }
    }
}
