package dev.serval.predictor.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.serval.inference.failure.InferenceException;
import dev.serval.inference.failure.InvalidInput;
import dev.serval.inference.failure.ModelNotReady;
import dev.serval.inference.model.ModelName;
import dev.serval.predictor.memory.MemoryBudget;
import dev.serval.server.catalog.ModelIsCold;
import dev.serval.server.catalog.ServedModel;
import dev.serval.server.inference.ModelAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A budget with room for two models, each of which takes 42 bytes.
@Timeout(60)
class PagingTest {
    private static final String COLD = "not in memory, its next request loads it";

    @TempDir Path root;
    private Repository repository;

    @BeforeEach
    void openRepository() {
        repository = new Repository(root, new MemoryBudget(100));
    }

    @AfterEach
    void leaveNothingOpen() {
        repository.close();
        assertThat(repository.engine.open()).isZero();
        assertThat(repository.allocator.bytesOnLoan()).isZero();
    }

    private void serve(int models) throws Exception {
        for (int i = 1; i <= models; i++) {
            repository.files.version("m" + i, "1", "answer " + i);
            if (!java.nio.file.Files.exists(root.resolve("m" + i + "/model.yaml"))) {
                repository.files.write("m" + i + "/model.yaml", "warmUp: false");
            }
        }
        repository.start();
    }

    @Test
    void bringsIntoMemoryAtTheStartWhatFits() throws Exception {
        serve(4);
        await().until(() -> repository.engine.open() == 2);
        assertThat(repository.states())
                .hasSize(4)
                .allMatch(state -> state.contains("READY"))
                .filteredOn(state -> state.endsWith(COLD))
                .hasSize(2);
        assertThat(repository.registry.isReady()).isTrue();
    }

    @Test
    void answersForEveryModelThoughOnlyTwoAreInMemory() throws Exception {
        serve(6);
        for (int round = 0; round < 3; round++) {
            for (int i = 1; i <= 6; i++) {
                assertThat(repository.answer("m" + i)).isEqualTo(i);
                await().until(() -> repository.engine.open() <= 2);
            }
        }
    }

    @Test
    void putsOutWhatWasUsedTheLongestTimeAgo() throws Exception {
        serve(2);
        repository.answer("m1");
        repository.answer("m2");
        repository.files.version("m3", "1", "answer 3");
        repository.lifecycle.load(new ModelName("m3"));
        assertThat(repository.states())
                .containsExactly("m1/1 READY " + COLD, "m2/1 READY", "m3/1 READY");
        repository.answer("m1");
        assertThat(repository.states())
                .containsExactly("m1/1 READY", "m2/1 READY " + COLD, "m3/1 READY");
    }

    @Test
    void neverPutsOutAPinnedModelAndThoseOfHigherPriorityLast() throws Exception {
        repository.files.write("m1/model.yaml", "{warmUp: false, pinned: true}");
        repository.files.write("m2/model.yaml", "{warmUp: false, priority: 5}");
        serve(4);
        repository.answer("m3");
        repository.answer("m4");
        repository.answer("m3");
        assertThat(repository.states()).contains("m1/1 READY");
        repository.answer("m2");
        repository.answer("m4");
        assertThat(repository.states())
                .containsExactly(
                        "m1/1 READY", "m2/1 READY " + COLD, "m3/1 READY " + COLD, "m4/1 READY");
    }

    @Test
    void aBurstOnAColdModelLoadsItOnce() throws Exception {
        serve(3);
        String cold = nameOfAColdOne();
        int loads = repository.engine.loads();
        CountDownLatch mayLoad = new CountDownLatch(1);
        repository.engine.whileLoading(() -> awaitLatch(mayLoad));
        List<CompletableFuture<Float>> burst = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            burst.add(
                    CompletableFuture.supplyAsync(
                            () -> repository.answer(cold),
                            work -> Thread.ofPlatform().start(work)));
        }
        await().until(() -> repository.engine.loads() > loads);
        mayLoad.countDown();
        for (CompletableFuture<Float> each : burst) {
            assertThat(each.get(20, TimeUnit.SECONDS))
                    .isEqualTo(Float.parseFloat(cold.substring(1)));
        }
        assertThat(repository.engine.loads()).isEqualTo(loads + 1);
    }

    @Test
    void whoeverHasAModelIsAnsweredThoughItWasPutOutMeanwhile() throws Exception {
        serve(1);
        ServedModel before = repository.require("m1", null);
        repository.files.version("m2", "1", "answer 2");
        repository.files.version("m3", "1", "answer 3");
        repository.lifecycle.load(new ModelName("m2"));
        repository.lifecycle.load(new ModelName("m3"));
        assertThat(repository.states()).contains("m1/1 READY " + COLD);
        assertThat(Outcome.of(before, repository.allocator).answer()).isEqualTo(1);
    }

    @Test
    void keepsCountingWhereItStopped() throws Exception {
        serve(3);
        for (int round = 0; round < 4; round++) {
            for (int i = 1; i <= 3; i++) {
                repository.answer("m" + i);
            }
        }
        assertThat(repository.require("m1", null).statistics().executions()).isEqualTo(4);
    }

    @Test
    void aModelThatComputesIsNotTheOneThatWasUsedTheLongestTimeAgo() throws Exception {
        serve(2);
        repository.answer("m1");
        repository.answer("m2");
        CompletableFuture<Void> begun = new CompletableFuture<>();
        CompletableFuture<Void> mayEnd = new CompletableFuture<>();
        CompletableFuture<Outcome> running = heldUp("m1", begun, mayEnd);
        begun.get(10, TimeUnit.SECONDS);
        repository.engine.whileInferring(() -> {});
        repository.answer("m2");
        repository.files.version("m3", "1", "answer 3");
        repository.files.write("m3/model.yaml", "warmUp: false");
        repository.lifecycle.load(new ModelName("m3"));
        assertThat(repository.states())
                .containsExactly("m1/1 READY", "m2/1 READY " + COLD, "m3/1 READY");
        mayEnd.complete(null);
        assertThat(running.get(10, TimeUnit.SECONDS).answer()).isEqualTo(1);
    }

    private CompletableFuture<Outcome> heldUp(
            String name, CompletableFuture<Void> begun, CompletableFuture<Void> mayEnd)
            throws Exception {
        repository.engine.whileInferring(() -> {
            begun.complete(null);
            mayEnd.join();
        });
        ServedModel model = repository.require(name, null);
        return CompletableFuture.supplyAsync(() -> Outcome.of(model, repository.allocator));
    }

    @Test
    void closesAModelThatIsPutOutAfterItsLastInference() throws Exception {
        serve(1);
        CompletableFuture<Void> begun = new CompletableFuture<>();
        CompletableFuture<Void> mayEnd = new CompletableFuture<>();
        CompletableFuture<Outcome> running = heldUp("m1", begun, mayEnd);
        begun.get(10, TimeUnit.SECONDS);
        repository.files.version("m2", "1", "answer 2");
        repository.files.version("m3", "1", "answer 3");
        repository.files.write("m2/model.yaml", "{warmUp: false, priority: 1}");
        repository.files.write("m3/model.yaml", "{warmUp: false, priority: 1}");
        repository.lifecycle.load(new ModelName("m2"));
        repository.lifecycle.load(new ModelName("m3"));
        assertThat(repository.engine.open()).isEqualTo(3);
        mayEnd.complete(null);
        assertThat(running.get(10, TimeUnit.SECONDS).answer()).isEqualTo(1);
        await().until(() -> repository.engine.open() == 2);
    }

    @Test
    void aColdModelThatCannotBeLoadedIsUnavailableWithTheReason() throws Exception {
        serve(3);
        String cold = nameOfAColdOne();
        repository.files.version(cold, "1", "refuse it is broken");
        assertThat(failureOf(cold))
                .isInstanceOf(ModelNotReady.class)
                .hasMessageContaining("it is broken");
        assertThat(repository.states()).contains(cold + "/1 UNAVAILABLE it is broken");

        repository.files.version(cold, "1", "answer 7");
        repository.lifecycle.load(new ModelName(cold));
        assertThat(repository.answer(cold)).isEqualTo(7);
    }

    @Test
    void loadingByNameBringsAColdModelIntoMemory() throws Exception {
        serve(3);
        String cold = nameOfAColdOne();
        repository.lifecycle.load(new ModelName(cold));
        assertThat(repository.states()).contains(cold + "/1 READY");
        int loads = repository.engine.loads();
        repository.lifecycle.load(new ModelName(cold));
        assertThat(repository.engine.loads()).isEqualTo(loads);
    }

    @Test
    void aNewVersionThatFailsLeavesThePagedOutOneServing() throws Exception {
        serve(3);
        String cold = nameOfAColdOne();
        repository.files.version(cold, "2", "refuse no");
        assertThatThrownBy(() -> repository.lifecycle.load(new ModelName(cold)))
                .isInstanceOf(InvalidInput.class);
        assertThat(repository.answer(cold)).isEqualTo(Float.parseFloat(cold.substring(1)));
    }

    @Test
    void unloadsAColdModel() throws Exception {
        serve(3);
        String cold = nameOfAColdOne();
        repository.lifecycle.unload(new ModelName(cold));
        assertThat(repository.states()).contains(cold + "/1 UNAVAILABLE unloaded on request");
        assertThatThrownBy(() -> repository.require(cold, null)).isInstanceOf(ModelNotReady.class);
    }

    @Test
    void saysThatNothingIsKnownOfAModelNeverLoaded() throws Exception {
        repository.files.write("m1/1/weights", "0".repeat(200));
        serve(1);
        assertThat(repository.engine.loads()).isZero();
        assertThatThrownBy(() -> repository.require("m1", null)).isInstanceOf(ModelIsCold.class);
        assertThat(repository.answer("m1")).isEqualTo(1);
    }

    /// Why there is no answer, whether that is known before the model is called or after.
    private InferenceException failureOf(String name) {
        try {
            ServedModel model =
                    new ModelAddress(new ModelName(name), null).awaitFrom(repository.registry);
            return Outcome.of(model, repository.allocator).failure();
        } catch (InferenceException refusal) {
            return refusal;
        }
    }

    private String nameOfAColdOne() {
        return repository.states().stream()
                .filter(state -> state.endsWith(COLD))
                .map(state -> state.substring(0, state.indexOf('/')))
                .findFirst()
                .orElseThrow();
    }

    private static void awaitLatch(CountDownLatch latch) {
        try {
            if (!latch.await(Duration.ofSeconds(20).toMillis(), TimeUnit.MILLISECONDS)) {
                throw new IllegalStateException("waited in vain");
            }
        } catch (InterruptedException stopped) {
            throw new IllegalStateException(stopped);
        }
    }
}
