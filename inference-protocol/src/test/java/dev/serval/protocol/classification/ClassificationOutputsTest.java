package dev.serval.protocol.classification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.serval.inference.failure.InvalidInput;
import dev.serval.inference.failure.TooLarge;
import dev.serval.inference.request.InferRequest;
import dev.serval.inference.request.InferResponse;
import dev.serval.inference.request.Parameter;
import dev.serval.inference.request.Parameters;
import dev.serval.inference.request.RequestedOutput;
import dev.serval.inference.tensor.DataType;
import dev.serval.inference.tensor.PooledTensorAllocator;
import dev.serval.inference.tensor.Shape;
import dev.serval.inference.tensor.Tensor;
import dev.serval.inference.tensor.TensorAllocator;
import dev.serval.protocol.wire.LimitedAllocator;
import java.lang.foreign.ValueLayout;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ClassificationOutputsTest {
    private final TensorAllocator allocator = new PooledTensorAllocator(1 << 20);

    @AfterEach
    void nothingStaysTaken() {
        assertThat(allocator.bytesOnLoan()).isZero();
    }

    @Test
    void listsTheBestClassesOfEachRowBestFirst() {
        Tensor scores = floats(Shape.of(2, 3), 0.1f, 0.7f, 0.2f, 0.5f, 0.25f, 0.25f);
        try (InferResponse classes = apply(request("p", 2), InferResponse.of(scores))) {
            assertThat(classes.outputs().getFirst()).hasToString("p BYTES[2,2]");
            assertThat(classes.outputs().getFirst().toStrings())
                    .containsExactly("0.7:1", "0.2:2", "0.5:0", "0.25:1");
        }
    }

    @Test
    void ranksAVectorAsAWholeAndListsAllClassesIfThereAreFewer() {
        Tensor scores = floats(Shape.of(4), 1, 5, 10, 4);
        try (InferResponse classes = apply(request("p", 9), InferResponse.of(scores))) {
            assertThat(classes.outputs().getFirst()).hasToString("p BYTES[4]");
            assertThat(classes.outputs().getFirst().toStrings())
                    .containsExactly("10.0:2", "5.0:1", "4.0:3", "1.0:0");
        }
    }

    @Test
    void flattensTheDimensionsOfARow() {
        Tensor scores = floats(Shape.of(1, 2, 2), 1, 2, 4, 3);
        try (InferResponse classes = apply(request("p", 2), InferResponse.of(scores))) {
            assertThat(classes.outputs().getFirst().toStrings()).containsExactly("4.0:2", "3.0:3");
        }
    }

    @Test
    void namesTheClassesOfWhichItKnowsTheLabel() {
        Tensor scores = floats(Shape.of(3), 1, 2, 3);
        InferResponse response = InferResponse.of(scores);
        try (InferResponse classes =
                ClassificationOutputs.apply(
                        request("p", 3),
                        response,
                        output -> List.of(output + "-zero", output + "-one"),
                        allocator)) {
            assertThat(classes.outputs().getFirst().toStrings())
                    .containsExactly("3.0:2", "2.0:1:p-one", "1.0:0:p-zero");
        }
    }

    @Test
    void putsNotANumberLastAndLowerIndexesFirst() {
        Tensor scores = floats(Shape.of(5), Float.NaN, 0.0f, -0.0f, -1, 0.0f);
        try (InferResponse classes = apply(request("p", 5), InferResponse.of(scores))) {
            assertThat(classes.outputs().getFirst().toStrings())
                    .containsExactly("0.0:1", "-0.0:2", "0.0:4", "-1.0:3", "NaN:0");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "INT8, -1:2 -2:0 -128:1, 254 128 255",
        "UINT8, 255:2 254:0 128:1, 254 128 255",
        "INT16, 2:1 -1:2 -2:0, 65534 2 65535",
        "UINT16, 65535:2 65534:0 2:1, 65534 2 65535",
        "INT32, 2:1 -1:2 -2:0, 4294967294 2 4294967295",
        "UINT32, 4294967295:2 4294967294:0 2:1, 4294967294 2 4294967295",
        "INT64, 2:1 -1:2 -2:0, -2 2 -1",
        "UINT64, 18446744073709551615:2 18446744073709551614:0 2:1, -2 2 -1",
        "FP16, 1.0:1 0.5:2 -2.0:0, 49152 15360 14336",
        "BF16, 1.0:1 0.5:2 -2.0:0, 49152 16256 16128",
        "FP64, 1.0:1 0.5:2 -2.0:0, -4611686018427387904 4607182418800017408 4602678819172646912"
    })
    void comparesAsTheTypeDoes(DataType type, String expected, String bits) {
        Tensor tensor = Tensor.allocate("p", type, Shape.of(3), allocator);
        String[] values = bits.split(" ");
        for (int i = 0; i < 3; i++) {
            long value = Long.parseLong(values[i]);
            switch (type.byteSize()) {
                case 1 -> tensor.data().set(ValueLayout.JAVA_BYTE, i, (byte) value);
                case 2 -> tensor.data().setAtIndex(ValueLayout.JAVA_SHORT, i, (short) value);
                case 4 -> tensor.data().setAtIndex(ValueLayout.JAVA_INT, i, (int) value);
                default -> tensor.data().setAtIndex(ValueLayout.JAVA_LONG, i, value);
            }
        }
        try (InferResponse classes = apply(request("p", 3), InferResponse.of(tensor))) {
            assertThat(classes.outputs().getFirst().toStrings())
                    .containsExactly(expected.split(" "));
        }
    }

    @Test
    void leavesOutputsAloneOfWhichNobodyAskedForClasses() {
        Tensor other = Tensor.ofLongs("other", Shape.of(1), new long[] {1}, allocator);
        Tensor scores = floats(Shape.of(2), 1, 2);
        InferResponse response = InferResponse.of(other, scores);
        long before = other.data().byteSize();
        try (InferResponse classes = apply(request("p", 1), response)) {
            assertThat(classes).isNotSameAs(response);
            assertThat(classes.outputs().getFirst()).isSameAs(other);
            assertThat(other.toLongs()).containsExactly(1);
            assertThat(classes.outputs().get(1).toStrings()).containsExactly("2.0:1");
            assertThat(allocator.bytesOnLoan()).isEqualTo(before + 2 * 8 + 5);
        }
    }

    @Test
    void returnsTheSameResponseIfNobodyAsked() {
        try (InferResponse response = InferResponse.of(floats(Shape.of(1), 1))) {
            InferRequest unrelated =
                    new InferRequest(
                            null, Parameters.none(), List.of(), List.of(new RequestedOutput("p")));
            assertThat(apply(unrelated, response)).isSameAs(response);
            assertThat(apply(InferRequest.of(List.of()), response)).isSameAs(response);
        }
    }

    @Test
    void answersABatchOfNothing() {
        Tensor empty = floats(Shape.of(0, 3));
        try (InferResponse classes = apply(request("p", 2), InferResponse.of(empty))) {
            assertThat(classes.outputs().getFirst()).hasToString("p BYTES[0,2]");
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"BOOL", "BYTES"})
    void refusesOutputsThatHoldNoNumbersAndLeavesTheResponseAsItWas(DataType type) {
        Tensor output =
                type == DataType.BOOL
                        ? Tensor.allocate("p", type, Shape.of(1), allocator)
                        : Tensor.ofStrings("p", Shape.of(1), List.of("a"), allocator);
        try (InferResponse response = InferResponse.of(output)) {
            long before = allocator.bytesOnLoan();
            assertThatThrownBy(() -> apply(request("p", 1), response))
                    .isInstanceOf(InvalidInput.class)
                    .hasMessage(
                            "output 'p' is %s, expected numbers for its classification"
                                    .formatted(type));
            assertThat(allocator.bytesOnLoan()).isEqualTo(before);
        }
    }

    @Test
    void refusesACountThatIsNoneBeforeAnythingIsComputed() {
        assertThatThrownBy(() -> ClassificationOutputs.requireValid(request("p", 0)))
                .isInstanceOf(InvalidInput.class)
                .hasMessage("output 'p': parameter 'classification' is 0, expected 1 or more");
        assertThatThrownBy(() ->
                        ClassificationOutputs.requireValid(request("p", new Parameter.Text("all"))))
                .isInstanceOf(InvalidInput.class)
                .hasMessage("output 'p': parameter 'classification' is all, expected an integer");
        ClassificationOutputs.requireValid(request("p", 1));
    }

    @Test
    void givesBackTheClassesItMadeIfMemoryRunsOut() {
        Tensor first = floats(Shape.of(1), 1);
        Tensor second = Tensor.ofFloats("q", Shape.of(1), new float[] {1}, allocator);
        InferRequest request =
                new InferRequest(
                        null,
                        Parameters.none(),
                        List.of(),
                        List.of(
                                asked("p", new Parameter.Whole(1)),
                                asked("q", new Parameter.Whole(1))));
        LimitedAllocator limited = new LimitedAllocator(1);
        try (InferResponse response = InferResponse.of(first, second)) {
            assertThatThrownBy(() -> ClassificationOutputs.apply(request, response, limited))
                    .isInstanceOf(TooLarge.class);
            assertThat(limited.bytesOnLoan()).isZero();
            assertThat(first.toFloats()).containsExactly(1);
        }
    }

    private InferResponse apply(InferRequest request, InferResponse response) {
        return ClassificationOutputs.apply(request, response, allocator);
    }

    private Tensor floats(Shape shape, float... values) {
        return Tensor.ofFloats("p", shape, values, allocator);
    }

    private static InferRequest request(String output, long count) {
        return request(output, new Parameter.Whole(count));
    }

    private static InferRequest request(String output, Parameter count) {
        return new InferRequest(null, Parameters.none(), List.of(), List.of(asked(output, count)));
    }

    private static RequestedOutput asked(String output, Parameter count) {
        return new RequestedOutput(output, new Parameters(Map.of("classification", count)));
    }
}
