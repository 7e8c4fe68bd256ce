package dev.serval.engine.tensorflow.serving;

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
class SharedModelTest extends TensorflowCalls {
    private static final Path MEMORY = Path.of("/proc/self/statm");
    private static final int PAGE = 4096;

    @Test
    void runsLeaveNoMemoryBehind() throws Exception {
        try (Model model = load(SPECIAL.resolve("wide"))) {
            repeat(20, () -> double4Megabytes(model));
            long before = residentBytes();
            repeat(60, () -> double4Megabytes(model));
            assertThat(residentBytes() - before).isLessThan(60_000_000); // of 480 MB in and out
        }
    }

    @Test
    void closedModelsLeaveNoMemoryBehind() throws Exception {
        Path largest = GENUINE.resolve("recurrent");
        repeat(10, () -> load(largest).close());
        long before = residentBytes();
        repeat(30, () -> load(largest).close());
        assertThat(residentBytes() - before).isLessThan(10_000_000);
    }

    @Test
    void mayBeClosedTwiceAndAnswersNoMore() throws Exception {
        Model model = load(SPECIAL.resolve("two_functions"));
        model.close();
        model.close();
        try (Tensor pair = pair(1)) {
            assertThatThrownBy(() -> infer(model, pair, List.of()))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("the model is closed");
        }
    }

    @Test
    void threadsShareAModel() throws Exception {
        try (Model model = load(SPECIAL.resolve("two_functions"));
                var threads = Executors.newFixedThreadPool(4)) {
            Callable<Float> doubled =
                    () -> {
                        try (Tensor pair = pair(21);
                                InferResponse answer = infer(model, pair, List.of())) {
                            return answer.outputs().getFirst().toFloats()[1];
                        }
                    };
            List<Future<Float>> answers =
                    threads.invokeAll(Stream.generate(() -> doubled).limit(400).toList());
            for (Future<Float> answer : answers) {
                assertThat(answer.get()).isEqualTo(42);
            }
        }
    }

    private void double4Megabytes(Model model) {
        Shape shape = Shape.of(4, 250_000);
        try (Tensor rows = Tensor.allocate("x", DataType.FP32, shape, allocator)) {
            rows.data().fill((byte) 0);
            try (InferResponse answer = infer(model, rows, List.of())) {
                assertThat(answer.outputs().getFirst().shape()).isEqualTo(shape);
            }
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
