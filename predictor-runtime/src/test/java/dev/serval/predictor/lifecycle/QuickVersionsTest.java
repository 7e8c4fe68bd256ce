package dev.serval.predictor.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serval.inference.model.ModelName;
import dev.serval.predictor.configuration.BatchingMode;
import dev.serval.predictor.memory.MemoryBudget;
import dev.serval.server.catalog.ServedModel;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Which versions may be computed on an event loop; there is room for one in memory.
@Timeout(60)
class QuickVersionsTest {
    private static final long A_ROW = 2 * Float.BYTES;

    @TempDir Path root;
    private Repository repository;

    @AfterEach
    void close() {
        repository.close();
    }

    private ServedModel serve(BatchingMode batching) throws Exception {
        repository = new Repository(root, new MemoryBudget(50), batching);
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
        ServedModel model = serve(BatchingMode.OFF);
        assertThat(model.isQuick(A_ROW)).isTrue();
        assertThat(model.isQuick(1000 * A_ROW)).isFalse();
    }

    @Test
    void oneThatBatchesIsNot() throws Exception {
        assertThat(serve(BatchingMode.ALWAYS).isQuick(A_ROW)).isFalse();
    }

    @Test
    void oneThatIsNotInMemoryIsNotUntilItIsBack() throws Exception {
        ServedModel model = serve(BatchingMode.OFF);
        repository.files.version("m2", "1", "answer 2");
        repository.lifecycle.load(new ModelName("m2"));
        assertThat(model.isQuick(A_ROW)).isFalse();
        repository.answer("m1");
        assertThat(model.isQuick(A_ROW)).isTrue();
    }

    @Test
    void oneThatIsOutOfServiceIsNot() throws Exception {
        ServedModel model = serve(BatchingMode.OFF);
        repository.lifecycle.unload(new ModelName("m1"));
        assertThat(model.isQuick(A_ROW)).isFalse();
    }
}
