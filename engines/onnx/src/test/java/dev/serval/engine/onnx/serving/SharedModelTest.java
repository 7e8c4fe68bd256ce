package dev.serval.engine.onnx.serving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.serval.inference.engine.Model;
import dev.serval.inference.request.InferResponse;
import dev.serval.inference.request.Parameters;
import dev.serval.inference.tensor.Shape;
import dev.serval.inference.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SharedModelTest {
    private static final int THREADS = 8;
    private static final int REQUESTS = 1000;
    private static final Path MEMORY = Path.of("/proc/self/statm");
    private static final int PAGE = 4096;

    @TempDir private Path directory;
    private TestModels models;

    @BeforeEach
    void startEngine() {
        models = new TestModels(directory);
    }

    @AfterEach
    void stopEngine() {
        models.close();
    }

    @Test
    void givesEachOfEightThreadsItsOwnAnswers() throws Exception {
        Model sum = models.load("add_with_bias");
        List<Future<?>> callers = new ArrayList<>();
        try (ExecutorService pool = Executors.newFixedThreadPool(THREADS)) {
            for (int thread = 0; thread < THREADS; thread++) {
                int first = thread * REQUESTS;
                callers.add(pool.submit(() -> askAll(sum, first)));
            }
        }
        for (Future<?> caller : callers) {
            caller.get();
        }
        assertThat(models.allocator.bytesOnLoan()).isZero();
    }

    private void askAll(Model sum, int first) {
        for (int i = first; i < first + REQUESTS; i++) {
            int rows = 1 + i % 5;
            Tensor a = filled("a", rows, i);
            Tensor b = filled("b", rows, 0.5f);
            try (InferResponse response = models.infer(sum, List.of("sum"), a, b)) {
                Tensor answer = response.outputs().getFirst();
                assertThat(answer.shape()).isEqualTo(Shape.of(rows, 3));
                assertThat(answer.toFloats()).containsOnly(i + 10.5f);
            }
        }
    }

    private Tensor filled(String name, int rows, float value) {
        float[] values = new float[3 * rows];
        Arrays.fill(values, value);
        return Tensor.ofFloats(name, Shape.of(rows, 3), values, models.allocator);
    }

    @Test
    void keepsNoMemoryOfModelsThatWereClosed() throws Exception {
        assumeThat(MEMORY).as("resident memory is read from Linux").exists();
        TestModels.copy("iris_lr.onnx", directory.resolve("model.onnx"));
        loadAndClose(100);
        long before = residentBytes();
        loadAndClose(200);
        assertThat(residentBytes() - before).isLessThan(16L << 20);
    }

    private void loadAndClose(int times) throws Exception {
        for (int i = 0; i < times; i++) {
            try (Model model = models.loadFrom(directory, Parameters.none())) {
                Tensor row =
                        Tensor.ofFloats("input", Shape.of(1, 4), new float[4], models.allocator);
                models.infer(model, row).close();
            }
        }
    }

    private static long residentBytes() throws IOException {
        return Long.parseLong(Files.readString(MEMORY).split(" ")[1]) * PAGE;
    }
}
