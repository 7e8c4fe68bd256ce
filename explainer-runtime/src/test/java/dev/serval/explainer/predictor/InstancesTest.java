package dev.serval.explainer.predictor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.serval.explainer.method.Subject;
import dev.serval.explainer.model.Rows;
import dev.serval.explainer.parts.MaskedText.Unit;
import dev.serval.inference.failure.InvalidInput;
import dev.serval.inference.failure.Unsupported;
import dev.serval.inference.request.InferRequest;
import dev.serval.inference.tensor.PooledTensorAllocator;
import dev.serval.inference.tensor.Shape;
import dev.serval.inference.tensor.Tensor;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class InstancesTest {
    private static final Instances.Words WORDS = new Instances.Words(Unit.WORD, "_");

    private final PooledTensorAllocator allocator = new PooledTensorAllocator(0);

    @AfterEach
    void leaksNothing() {
        assertThat(allocator.bytesOnLoan()).isZero();
    }

    private InferRequest texts(Shape shape, String... texts) {
        return InferRequest.of(List.of(Tensor.ofStrings("text", shape, List.of(texts), allocator)));
    }

    @Test
    void eachTextIsARowWithAOneForEachWord() {
        try (InferRequest request = texts(Shape.of(2, 1), "a good film", "bad")) {
            Instances instances = Instances.of(request, WORDS);

            assertThat(instances.subject()).isEqualTo(Subject.TEXT);
            assertThat(instances.count()).isEqualTo(2);
            assertThat(instances.row(0)).containsExactly(1, 1, 1);
            assertThat(instances.row(1)).containsExactly(1);
            assertThat(instances.findText(1).orElseThrow().text()).isEqualTo("bad");
        }
    }

    @Test
    void rowsOfWordsGoOutAsTextsInTheShapeThatTheyCameIn() {
        try (InferRequest request = texts(Shape.of(1, 1), "a good film")) {
            RowLayout layout = Instances.of(request, WORDS).layout(0);
            Rows rows = Rows.of(new double[] {1, 1, 1}, new double[] {1, 0, 1});

            try (InferRequest sent = layout.request(rows, 0, 2, allocator)) {
                Tensor tensor = sent.inputs().getFirst().tensor();
                assertThat(tensor.toString()).isEqualTo("text BYTES[2,1]");
                assertThat(tensor.toStrings()).containsExactly("a good film", "a _ film");
            }
        }
    }

    @Test
    void refusesTextsThatAreNotOneAnInstance() {
        try (InferRequest request = texts(Shape.of(1, 2), "a", "b")) {
            assertThatThrownBy(() -> Instances.of(request, WORDS))
                    .isInstanceOf(Unsupported.class)
                    .hasMessage(
                            "input 'text' has shape [1,2]; texts are explained one an instance,"
                                    + " expected [-1] or [-1,1]");
        }
        try (InferRequest request = texts(Shape.of(0))) {
            assertThatThrownBy(() -> Instances.of(request, WORDS))
                    .isInstanceOf(InvalidInput.class)
                    .hasMessage("the request has no texts, expected at least one");
        }
    }
}
