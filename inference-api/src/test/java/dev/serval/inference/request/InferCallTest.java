package dev.serval.inference.request;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serval.inference.tensor.PooledTensorAllocator;
import dev.serval.inference.tensor.Shape;
import dev.serval.inference.tensor.Tensor;
import dev.serval.inference.tensor.TensorAllocator;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class InferCallTest {
    private final TensorAllocator allocator = new PooledTensorAllocator(1 << 16);

    @Test
    void aRequestOfTensorsHasNoIdAndWantsEveryOutput() {
        try (InferRequest request = InferRequest.of(List.of(tensor("a"), tensor("b")))) {
            assertThat(request.id()).isNull();
            assertThat(request.parameters().isEmpty()).isTrue();
            assertThat(request.inputs().stream().map(InferInput::name)).containsExactly("a", "b");
            assertThat(request.inputs().getFirst().parameters().isEmpty()).isTrue();
            assertThat(request.outputs()).isEmpty();
            assertThat(request.wants("anything")).isTrue();
        }
    }

    @Test
    void aRequestThatNamesOutputsWantsOnlyThose() {
        InferRequest request =
                new InferRequest(
                        "7",
                        Parameters.none(),
                        List.of(),
                        List.of(new RequestedOutput("y"), new RequestedOutput("z")));
        assertThat(request.wants("y")).isTrue();
        assertThat(request.wants("z")).isTrue();
        assertThat(request.wants("Y")).isFalse();
        assertThat(request.outputs().getFirst().parameters().isEmpty()).isTrue();
        request.close();
    }

    @Test
    void aRequestFindsItsInputsByName() {
        Tensor second = tensor("b");
        try (InferRequest request = InferRequest.of(List.of(tensor("a"), second))) {
            assertThat(request.findInput("b")).containsSame(second);
            assertThat(request.findInput("c")).isEmpty();
        }
    }

    @Test
    void closingARequestGivesBackAllItsTensors() {
        InferRequest request = InferRequest.of(List.of(tensor("a"), tensor("b"), tensor("c")));
        assertThat(allocator.bytesOnLoan()).isPositive();
        request.close();
        assertThat(allocator.bytesOnLoan()).isZero();
        request.close();
        assertThat(allocator.bytesOnLoan()).isZero();
    }

    @Test
    void aResponseFindsItsOutputsByNameAndGivesThemBack() {
        Tensor second = tensor("b");
        InferResponse response = InferResponse.of(tensor("a"), second);
        assertThat(response.parameters().isEmpty()).isTrue();
        assertThat(response.outputs()).hasSize(2);
        assertThat(response.findOutput("b")).containsSame(second);
        assertThat(response.findOutput("c")).isEmpty();
        response.close();
        response.close();
        assertThat(allocator.bytesOnLoan()).isZero();
    }

    @Test
    void neitherIsChangedThroughTheListsItWasMadeOf() {
        List<InferInput> inputs = new ArrayList<>(List.of(new InferInput(tensor("a"))));
        List<RequestedOutput> outputs = new ArrayList<>(List.of(new RequestedOutput("y")));
        List<Tensor> answers = new ArrayList<>(List.of(tensor("y")));
        try (InferRequest request = new InferRequest(null, Parameters.none(), inputs, outputs);
                InferResponse response = new InferResponse(Parameters.none(), answers)) {
            inputs.clear();
            outputs.clear();
            answers.clear();
            assertThat(request.inputs()).hasSize(1);
            assertThat(request.outputs()).hasSize(1);
            assertThat(response.outputs()).hasSize(1);
        }
        assertThat(allocator.bytesOnLoan()).isZero();
    }

    private Tensor tensor(String name) {
        return Tensor.ofFloats(name, Shape.of(2), new float[] {1, 2}, allocator);
    }
}
