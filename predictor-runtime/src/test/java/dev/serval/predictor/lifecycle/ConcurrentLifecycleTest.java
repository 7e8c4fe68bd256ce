package dev.serval.predictor.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serval.inference.failure.ModelNotReady;
import dev.serval.inference.model.ModelName;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Inferences on many threads while versions come, change and go.
@Timeout(120)
class ConcurrentLifecycleTest {
    private static final ModelName IRIS = new ModelName("iris");
    private static final int CALLERS = 4;
    private static final int CHANGES = 60;

    @TempDir Path root;
    private final AtomicBoolean ended = new AtomicBoolean();
    private final AtomicLong answers = new AtomicLong();
    private final AtomicLong notReady = new AtomicLong();

    @Test
    void losesNoRequestInAHundredAndTwentySwaps() throws Exception {
        try (Repository repository = new Repository(root);
                ExecutorService callers = Executors.newFixedThreadPool(CALLERS)) {
            repository.files.version("iris", "1", "answer 1");
            repository.start();
            List<CompletableFuture<Void>> calls = callAll(repository, callers);
            for (int change = 2; change <= CHANGES; change++) {
                repository.files.version("iris", "" + change, "answer " + change);
                repository.lifecycle.load(IRIS);
                repository.files.version("iris", "" + change, "answer  " + change);
                repository.lifecycle.load(IRIS);
                repository.files.delete("iris/" + (change - 1));
            }
            endAll(calls);
            assertThat(notReady).hasValue(0);
            assertThat(answers).hasPositiveValue();
            assertThat(repository.answer("iris")).isEqualTo(CHANGES);
            repository.close();
            assertThat(repository.engine.open()).isZero();
            assertThat(repository.allocator.bytesOnLoan()).isZero();
        }
    }

    @Test
    void answersOrSaysNotReadyWhileAModelIsLoadedAndUnloaded() throws Exception {
        try (Repository repository = new Repository(root);
                ExecutorService callers = Executors.newFixedThreadPool(CALLERS)) {
            repository.files.version("iris", "1", "answer 1");
            repository.start();
            List<CompletableFuture<Void>> calls = callAll(repository, callers);
            for (int change = 0; change < CHANGES; change++) {
                repository.lifecycle.unload(IRIS);
                repository.lifecycle.load(IRIS);
                repository.look();
            }
            endAll(calls);
            assertThat(repository.answer("iris")).isEqualTo(1);
            repository.close();
            assertThat(repository.engine.open()).isZero();
            assertThat(repository.allocator.bytesOnLoan()).isZero();
        }
    }

    private List<CompletableFuture<Void>> callAll(Repository repository, ExecutorService callers) {
        List<CompletableFuture<Void>> calls = new ArrayList<>();
        for (int i = 0; i < CALLERS; i++) {
            calls.add(CompletableFuture.runAsync(() -> callUntilTheEnd(repository), callers));
        }
        return calls;
    }

    private void endAll(List<CompletableFuture<Void>> calls) throws Exception {
        ended.set(true);
        for (CompletableFuture<Void> call : calls) {
            call.get(30, TimeUnit.SECONDS);
        }
    }

    /// Versions only rise, so no answer may be of an earlier version than the one before.
    private void callUntilTheEnd(Repository repository) {
        float last = 0;
        while (!ended.get()) {
            try {
                Outcome outcome =
                        Outcome.of(repository.require("iris", null), repository.allocator);
                float answer = outcome.answer();
                assertThat(answer).isGreaterThanOrEqualTo(last);
                last = answer;
                answers.incrementAndGet();
            } catch (ModelNotReady unloaded) {
                notReady.incrementAndGet();
            } catch (AssertionError failed) {
                if (!(failed.getCause() instanceof ModelNotReady)) {
                    throw failed;
                }
                notReady.incrementAndGet();
            }
        }
    }
}
