package dev.serval.inference.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.serval.inference.model.ModelSignature;
import dev.serval.inference.request.CallContext;
import dev.serval.inference.request.InferRequest;
import dev.serval.inference.request.InferResponse;
import dev.serval.inference.request.Parameters;
import dev.serval.inference.tensor.TensorAllocator;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EngineContractTest {
    @Test
    void anEngineAndItsModelNeedNotHoldAnything() throws ModelLoadException {
        try (Engine engine = new NothingEngine()) {
            Model model = new NothingModel();
            assertThat(model.memoryBytes()).isZero();
            model.close();
            assertThat(engine.name()).isEqualTo("nothing");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, Integer.MIN_VALUE})
    void aCallNeedsAThreadAtLeast(int threads) {
        assertThatThrownBy(() -> new EngineSettings(threads, Parameters.none()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("%d threads, expected 1 or more", threads);
    }

    @Test
    void oneThreadIsEnough() {
        assertThat(new EngineSettings(1, Parameters.none()).threads()).isEqualTo(1);
    }

    @Test
    void aModelThatDoesNotLoadSaysWhyInTheLibrarysWords() {
        RuntimeException cause = new RuntimeException("bad magic");
        assertThat(new ModelLoadException("no model.onnx"))
                .hasMessage("no model.onnx")
                .hasNoCause();
        assertThat(new ModelLoadException("bad magic", cause)).hasCause(cause);
    }

    private static final class NothingEngine implements Engine {
        @Override
        public String name() {
            return "nothing";
        }

        @Override
        public String recognises() {
            return "nothing at all";
        }

        @Override
        public boolean serves(ModelDirectory directory) {
            return false;
        }

        @Override
        public Model load(
                ModelDirectory directory, EngineSettings settings, TensorAllocator allocator) {
            return new NothingModel();
        }
    }

    private static final class NothingModel implements Model {
        @Override
        public ModelSignature signature() {
            return new ModelSignature("nothing", List.of(), List.of());
        }

        @Override
        public InferResponse infer(InferRequest request, CallContext call) {
            return InferResponse.of();
        }
    }
}
