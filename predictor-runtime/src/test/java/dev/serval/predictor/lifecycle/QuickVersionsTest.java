package dev.serval.predictor.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serval.inference.model.ModelName;
import dev.serval.predictor.configuration.BatchingMode;
import dev.serval.predictor.memory.MemoryBudget;
import dev.serval.server.catalog.ServedModel;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Which versions may be computed on an event loop; there is room for one in memory.
@Timeout(60)
class QuickVersionsTest {
    private static final long A_ROW = 2 * Float.BYTES;

    @TempDir Path root;

    private Repository open(BatchingMode batching) {
        return new Repository(root, new MemoryBudget(50), batching);
    }

    /// A model that was measured to be quick.
    private static ServedModel serve(Repository repository) throws Exception {
        repository.files.version("m1", "1", "answer 1");
        repository.files.write("m1/model.yaml", "warmUp: false");
        repository.start();
        repository.answer("m1");
        ServedModel model = repository.require("m1", null);
        for (int i = 0; i < 100; i++) {
            model.statistics().cost().measured(A_ROW, 1_000);
        }
        return model;
    }

    @Test
    void oneThatWasMeasuredToBeQuickIs() throws Exception {
        try (Repository repository = open(BatchingMode.OFF)) {
            ServedModel model = serve(repository);
            assertThat(model.isQuick(A_ROW)).isTrue();
            assertThat(model.isQuick(1000 * A_ROW)).isFalse();
        }
    }

    @Test
    void oneThatBatchesIsNot() throws Exception {
        try (Repository repository = open(BatchingMode.ALWAYS)) {
            assertThat(serve(repository).isQuick(A_ROW)).isFalse();
        }
    }

    @Test
    void oneThatIsNotInMemoryIsNotUntilItIsBack() throws Exception {
        try (Repository repository = open(BatchingMode.OFF)) {
            ServedModel model = serve(repository);
            repository.files.version("m2", "1", "answer 2");
            repository.lifecycle.load(new ModelName("m2"));
            assertThat(model.isQuick(A_ROW)).isFalse();
            repository.answer("m1");
            assertThat(model.isQuick(A_ROW)).isTrue();
        }
    }

    @Test
    void oneThatIsOutOfServiceIsNot() throws Exception {
        try (Repository repository = open(BatchingMode.OFF)) {
            ServedModel model = serve(repository);
            repository.lifecycle.unload(new ModelName("m1"));
            assertThat(model.isQuick(A_ROW)).isFalse();
        }
    }
}
