package dev.serval.predictor.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.serval.inference.failure.Cancelled;
import dev.serval.inference.failure.EngineFailure;
import dev.serval.inference.failure.ModelNotReady;
import dev.serval.inference.model.ModelName;
import dev.serval.inference.request.CallContext;
import dev.serval.inference.request.Deadline;
import dev.serval.server.catalog.ServedModel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ServedVersionTest {
    private static final ModelName IRIS = new ModelName("iris");

    @TempDir Path root;
    private Repository repository;

    @BeforeEach
    void serveVersionOne() throws Exception {
        repository = new Repository(root);
        repository.files.version("iris", "1", "answer 1");
        repository.files.write("iris/model.yaml", "warmUp: false");
        repository.start();
    }

    @AfterEach
    void leaveNothingOpen() {
        repository.close();
        assertThat(repository.engine.open()).isZero();
        assertThat(repository.allocator.bytesOnLoan()).isZero();
    }

    @Test
    void countsWhatItRuns() {
        ServedModel model = repository.require("iris", null);
        Outcome.of(model, repository.allocator).answer();
        Outcome.of(model, repository.allocator).answer();
        assertThat(model.statistics().executions()).isEqualTo(2);
        assertThat(model.statistics().rows()).isEqualTo(2);
    }

    @Test
    void turnsWhateverAModelThrowsIntoAnEngineFailure() {
        repository.engine.whileInferring(() -> {
            throw new StackOverflowError("deep");
        });
        Outcome outcome = Outcome.of(repository.require("iris", null), repository.allocator);
        assertThat(outcome.failure())
                .isInstanceOf(EngineFailure.class)
                .hasMessageContaining("deep");
    }

    @Test
    void doesNotComputeACallThatWasCalledOff() {
        CompletableFuture<Void> computed = new CompletableFuture<>();
        repository.engine.whileInferring(() -> computed.complete(null));
        CallContext call =
                new CallContext(Deadline.after(Duration.ofMinutes(1)), repository.allocator);
        call.callOff(new Cancelled("the caller went away"));

        assertThat(Outcome.of(repository.require("iris", null), call).failure())
                .isInstanceOf(Cancelled.class);
        assertThat(computed).isNotDone();
    }

    @Test
    void finishesOnTheOldVersionWhatBeganOnIt() throws Exception {
        CompletableFuture<Void> begun = new CompletableFuture<>();
        CompletableFuture<Void> mayEnd = new CompletableFuture<>();
        repository.engine.whileInferring(() -> {
            begun.complete(null);
            mayEnd.join();
        });
        ServedModel old = repository.require("iris", null);
        CompletableFuture<Outcome> running =
                CompletableFuture.supplyAsync(() -> Outcome.of(old, repository.allocator));
        begun.get(10, TimeUnit.SECONDS);

        repository.files.version("iris", "2", "answer 2");
        repository.lifecycle.load(IRIS);
        assertThat(repository.states())
                .containsExactly(
                        "iris/1 UNLOADING not selected by the version policy latest: 1",
                        "iris/2 READY");
        assertThat(repository.engine.open()).isEqualTo(2);

        mayEnd.complete(null);
        assertThat(running.get(10, TimeUnit.SECONDS).answer()).isEqualTo(1);
        await().until(() -> repository.engine.open() == 1);
    }

    @Test
    void waitsForTheLastInferenceBeforeItIsUnloaded() throws Exception {
        CompletableFuture<Void> begun = new CompletableFuture<>();
        CompletableFuture<Void> mayEnd = new CompletableFuture<>();
        repository.engine.whileInferring(() -> {
            begun.complete(null);
            mayEnd.join();
        });
        ServedModel model = repository.require("iris", null);
        CompletableFuture<Outcome> running =
                CompletableFuture.supplyAsync(() -> Outcome.of(model, repository.allocator));
        begun.get(10, TimeUnit.SECONDS);

        CompletableFuture<Void> unloaded =
                CompletableFuture.runAsync(() -> repository.lifecycle.unload(IRIS));
        await().until(() -> repository.states().contains("iris/1 UNLOADING unloaded on request"));
        assertThat(unloaded).isNotDone();

        mayEnd.complete(null);
        unloaded.get(10, TimeUnit.SECONDS);
        assertThat(running.get(10, TimeUnit.SECONDS).answer()).isEqualTo(1);
        assertThat(repository.engine.open()).isZero();
    }

    @Test
    void isClosedAfterTheLastInferenceWhenTheProcessEnds() throws Exception {
        CompletableFuture<Void> begun = new CompletableFuture<>();
        CompletableFuture<Void> mayEnd = new CompletableFuture<>();
        repository.engine.whileInferring(() -> {
            begun.complete(null);
            mayEnd.join();
        });
        ServedModel model = repository.require("iris", null);
        CompletableFuture<Outcome> running =
                CompletableFuture.supplyAsync(() -> Outcome.of(model, repository.allocator));
        begun.get(10, TimeUnit.SECONDS);

        CompletableFuture<Void> closed = CompletableFuture.runAsync(repository::close);
        await().until(() -> repository.states().contains("iris/1 UNLOADING shutting down"));
        assertThat(closed).isNotDone();
        mayEnd.complete(null);
        assertThat(running.get(10, TimeUnit.SECONDS).answer()).isEqualTo(1);
        closed.get(10, TimeUnit.SECONDS);
        assertThat(repository.engine.open()).isZero();
    }

    @Test
    void isAnsweredForByTheNewVersionIfItWasRetiredBeforeTheInference() throws Exception {
        ServedModel before = repository.require("iris", null);
        repository.files.version("iris", "2", "answer 2");
        repository.lifecycle.load(IRIS);
        assertThat(Outcome.of(before, repository.allocator).answer()).isEqualTo(2);
    }

    @Test
    void isAnsweredForByItsReloadedSelfWhenThatVersionWasAskedFor() throws Exception {
        ServedModel before = repository.require("iris", 1);
        repository.files.version("iris", "1", "answer 11");
        repository.lifecycle.load(IRIS);
        assertThat(Outcome.of(before, repository.allocator).answer()).isEqualTo(11);
    }

    @Test
    void isNotAnsweredForByAnotherVersionWhenThisOneWasAskedFor() throws Exception {
        ServedModel before = repository.require("iris", 1);
        repository.files.version("iris", "2", "answer 2");
        repository.lifecycle.load(IRIS);
        assertThat(Outcome.of(before, repository.allocator).failure())
                .isInstanceOf(ModelNotReady.class)
                .hasMessage(
                        "Model with name iris is not ready. Version 1 was taken out of service"
                                + " while the request waited.");
    }

    @Test
    void isNotAnsweredForByAVersionWithAnotherSignature() throws Exception {
        ServedModel before = repository.require("iris", null);
        repository.files.version("iris", "2", "wide 2");
        repository.lifecycle.load(IRIS);
        assertThat(Outcome.of(before, repository.allocator).failure())
                .isInstanceOf(ModelNotReady.class);
    }
}
