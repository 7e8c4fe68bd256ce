package dev.serval.steps.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.serval.inference.failure.InvalidInput;
import dev.serval.inference.tensor.Shape;
import dev.serval.inference.tensor.Tensor;
import java.util.List;
import org.junit.jupiter.api.Test;

class TableStepsTest extends PipelineFixture {
    private static final String MATRIX = "{name: x, type: FP32, shape: [-1, 2]}";
    private static final String COLUMN = "{name: c, type: BYTES, shape: [-1]}";

    private Tensor matrix(float... values) {
        return Tensor.ofFloats("x", Shape.of(values.length / 2, 2), values, allocator);
    }

    private Tensor column(String... texts) {
        return Tensor.ofStrings("c", Shape.of(texts.length), List.of(texts), allocator);
    }

    private List<String> run(Pipeline pipeline, Tensor... sent) {
        return prepared(pipeline, List.of(sent), PipelineFixture::texts);
    }

    @Test
    void scalesByMeanAndStandardDeviation() {
        assertThat(run(before(MATRIX, "scale: {mean: [1, 2], std: [2, 4]}"), matrix(1, 2, 3, 10)))
                .containsExactly("x FP32[2,2] [0.0, 0.0, 1.0, 2.0]");
    }

    @Test
    void scalesFromLeastAndGreatestToARange() {
        assertThat(
                        run(
                                before(MATRIX, "scale: {min: 0, max: [10, 20], range: [-1, 1]}"),
                                matrix(0, 20, 5, 5)))
                .containsExactly("x FP32[2,2] [-1.0, 1.0, 0.0, -0.5]");
    }

    @Test
    void aScaledColumnMayBeOfAnotherTypeAndName() {
        assertThat(
                        run(
                                before(
                                        MATRIX,
                                        "scale: {mean: 1, std: 2, type: FP64, output: z}",
                                        "pick: {tensors: [z]}"),
                                matrix(1, 2)))
                .containsExactly("z FP64[1,2] [0.0, 0.5]");
    }

    @Test
    void fillsInWhatIsMissing() {
        assertThat(
                        run(
                                before(MATRIX, "impute: {values: [7, 8]}"),
                                matrix(Float.NaN, 1, 2, Float.NaN)))
                .containsExactly("x FP32[2,2] [7.0, 1.0, 2.0, 8.0]");
        assertThat(run(before(MATRIX, "impute: {values: 5, missing: -1}"), matrix(-1, 1)))
                .containsExactly("x FP32[1,2] [5.0, 1.0]");
    }

    @Test
    void categoriesBecomeColumns() {
        assertThat(
                        run(
                                before(COLUMN, "onehot: {categories: [red, green, blue]}"),
                                column("blue", "red")))
                .containsExactly("c FP32[2,3] [0.0, 0.0, 1.0, 1.0, 0.0, 0.0]");
    }

    @Test
    void anUnknownCategoryIsRefusedOrAllZeros() {
        Pipeline strict = before(COLUMN, "onehot: {categories: [red, green]}");
        assertThatThrownBy(() -> run(strict, column("red", "pink")))
                .isInstanceOf(InvalidInput.class)
                .hasMessage("tensor 'c': row 1 is 'pink', expected one of [red, green]");
        assertThat(
                        run(
                                before(
                                        COLUMN,
                                        "onehot: {categories: [red, green], unknown: zeros}"),
                                column("pink")))
                .containsExactly("c FP32[1,2] [0.0, 0.0]");
    }

    @Test
    void integersAreCategoriesToo() {
        Tensor codes = Tensor.ofLongs("n", Shape.of(2, 1), new long[] {20, -1}, allocator);
        assertThat(
                        run(
                                before(
                                        "{name: n, type: INT64, shape: [-1, 1]}",
                                        "onehot: {categories: [-1, 20]}"),
                                codes))
                .containsExactly("n FP32[2,2] [0.0, 1.0, 1.0, 0.0]");
    }

    @Test
    void featuresAreLookedUpByKey() {
        write("drivers.json", "{\"ann\": [1, 2], \"bob\": [3, 4.5]}");
        Pipeline pipeline =
                before(COLUMN, "lookup: {file: drivers.json, output: f}", "pick: {tensors: [f]}");
        assertThat(run(pipeline, column("bob", "ann")))
                .containsExactly("f FP32[2,2] [3.0, 4.5, 1.0, 2.0]");
        assertThatThrownBy(() -> run(pipeline, column("eve")))
                .isInstanceOf(InvalidInput.class)
                .hasMessage("tensor 'c': row 0 is 'eve', expected a key of the table, which has 2");
    }

    @Test
    void aKeyThatIsNotThereMayHaveADefault() {
        assertThat(run(before(COLUMN, "lookup: {table: {a: 1}, default: 0}"), column("a", "b")))
                .containsExactly("c FP32[2,1] [1.0, 0.0]");
    }

    @Test
    void columnsAreChosenAndPutInOrder() {
        assertThat(run(before(MATRIX, "columns: {indices: [1, 0, 1]}"), matrix(1, 2, 3, 4)))
                .containsExactly("x FP32[2,3] [2.0, 1.0, 2.0, 4.0, 3.0, 4.0]");
    }

    @Test
    void columnsOfAnyNumbersBecomeOneMatrix() {
        Tensor ages = Tensor.ofLongs("age", Shape.of(2), new long[] {30, 40}, allocator);
        assertThat(
                        run(
                                before(
                                        MATRIX + ", {name: age, type: INT64, shape: [-1]}",
                                        "concat: {inputs: [age, x], output: m}"),
                                matrix(1, 2, 3, 4),
                                ages))
                .containsExactly("m FP32[2,3] [30.0, 1.0, 2.0, 40.0, 3.0, 4.0]");
    }

    @Test
    void columnsWithoutEquallyManyRowsAreRefusedByBothNames() {
        Tensor ages = Tensor.ofLongs("age", Shape.of(1), new long[] {30}, allocator);
        Pipeline pipeline =
                before(
                        MATRIX + ", {name: age, type: INT64, shape: [-1]}",
                        "concat: {inputs: [age, x], output: m}");
        assertThatThrownBy(() -> run(pipeline, matrix(1, 2, 3, 4), ages))
                .isInstanceOf(InvalidInput.class)
                .hasMessage("tensor 'x' has 2 rows, expected 1 like 'age'");
    }

    @Test
    void tensorsAreCastReshapedTransposedAndRenamed() {
        assertThat(run(before(MATRIX, "cast: {type: INT64}"), matrix(1.9f, -1.9f)))
                .containsExactly("x INT64[1,2] [1, -1]");
        assertThat(run(before(MATRIX, "reshape: {shape: [-1, 1, 2]}"), matrix(1, 2, 3, 4)))
                .containsExactly("x FP32[2,1,2] [1.0, 2.0, 3.0, 4.0]");
        assertThat(run(before(MATRIX, "transpose: {axes: [1, 0]}"), matrix(1, 2, 3, 4)))
                .containsExactly("x FP32[2,2] [1.0, 3.0, 2.0, 4.0]");
        assertThat(run(before(MATRIX, "rename: {names: {x: input}}"), matrix(1, 2)))
                .containsExactly("input FP32[1,2] [1.0, 2.0]");
    }

    @Test
    void aNumberThatATypeCannotHoldIsRefused() {
        Pipeline pipeline = before(MATRIX, "cast: {type: UINT8}");
        assertThatThrownBy(() -> run(pipeline, matrix(1, 256)))
                .isInstanceOf(InvalidInput.class)
                .hasMessage("tensor 'x': element 1 is 256.0, which is no UINT8");
        assertThatThrownBy(() -> run(pipeline, matrix(Float.NaN, 1)))
                .isInstanceOf(InvalidInput.class)
                .hasMessageContaining("element 0 is NaN");
    }

    @Test
    void noRowsAreNoRowsAfterwards() {
        Pipeline pipeline = before(MATRIX, "scale: {mean: 0, std: 1}", "columns: {indices: [0]}");
        assertThat(run(pipeline, matrix())).containsExactly("x FP32[0,1] []");
    }
}
