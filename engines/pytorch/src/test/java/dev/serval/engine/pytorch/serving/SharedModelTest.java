package dev.serval.engine.pytorch.serving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.serval.inference.engine.Model;
import dev.serval.inference.request.InferResponse;
import dev.serval.inference.tensor.DataType;
import dev.serval.inference.tensor.Shape;
import dev.serval.inference.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

@EnabledOnOs(value = OS.LINUX, architectures = "amd64")
class SharedModelTest extends PytorchCalls {
    private static final Path MEMORY = Path.of("/proc/self/statm");
    private static final int PAGE = 4096;

    @Test
    void leavesARequestsTensorAsItIsWhereTheModelWritesIntoIt() throws Exception {
        try (Model model = load("in_place");
                Tensor row = floats("x", 1, 3);
                InferResponse answer = infer(model, List.of(), row)) {
            assertThat(answer.outputs().getFirst().toFloats()).containsExactly(4, 4, 4);
            assertThat(row.toFloats()).containsExactly(1, 1, 1);
        }
    }

    @Test
    void keepsWhatAModelKeepsAfterTheRequestIsGone() throws Exception {
        try (Model model = load("keeps")) {
            try (Tensor first = Tensor.ofFloats("x", Shape.of(2), new float[] {3, 4}, allocator)) {
                infer(model, List.of(), first).close();
                first.data().fill((byte) 0);
            }
            try (Tensor second = floats("x", 1, 2);
                    InferResponse answer = infer(model, List.of(), second)) {
                assertThat(answer.outputs().getFirst().toFloats()).containsExactly(3, 4);
            }
        }
    }

    @Test
    void runsLeaveNoMemoryBehind() throws Exception {
        try (Model model = load("in_place")) {
            repeat(20, () -> send4Megabytes(model));
            long before = residentBytes();
            repeat(60, () -> send4Megabytes(model));
            assertThat(residentBytes() - before).isLessThan(60_000_000); // of 480 MB in and out
        }
    }

    @Test
    void closedModelsLeaveNoMemoryBehind() throws Exception {
        repeat(50, () -> load("wide").close());
        long before = residentBytes();
        repeat(200, () -> load("wide").close());
        assertThat(residentBytes() - before).isLessThan(20_000_000); // of 80 MB of weights
    }

    @Test
    void mayBeClosedTwiceAndAnswersNoMore() throws Exception {
        Model model = load("scores");
        model.close();
        model.close();
        try (Tensor row = floats("x", 1, 3)) {
            assertThatThrownBy(() -> infer(model, List.of(), row))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("the model is closed");
        }
    }

    @Test
    void threadsShareAModel() throws Exception {
        try (Model model = load("in_place");
                var threads = Executors.newFixedThreadPool(4)) {
            Callable<Float> call =
                    () -> {
                        try (Tensor row = floats("x", 1, 3);
                                InferResponse answer = infer(model, List.of(), row)) {
                            return answer.outputs().getFirst().toFloats()[2];
                        }
                    };
            List<Future<Float>> answers =
                    threads.invokeAll(Stream.generate(() -> call).limit(400).toList());
            for (Future<Float> answer : answers) {
                assertThat(answer.get()).isEqualTo(4);
            }
        }
    }

    private void send4Megabytes(Model model) {
        Shape shape = Shape.of(1_000_000);
        try (Tensor rows = Tensor.allocate("x", DataType.FP32, shape, allocator)) {
            rows.data().fill((byte) 0);
            infer(model, List.of(), rows).close();
        }
    }

    private interface Step {
        void take() throws Exception;
    }

    private static void repeat(int times, Step step) throws Exception {
        for (int time = 0; time < times; time++) {
            step.take();
        }
    }

    private static long residentBytes() throws IOException {
        return Long.parseLong(Files.readString(MEMORY).split(" ", 3)[1]) * PAGE;
    }
}
