package dev.serval.predictor.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.serval.inference.failure.EngineFailure;
import dev.serval.inference.failure.InvalidInput;
import dev.serval.inference.failure.ModelNotReady;
import dev.serval.inference.failure.UnknownModel;
import dev.serval.inference.model.ModelName;
import java.nio.file.Files;
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
class ModelLifecycleTest {
    private static final ModelName IRIS = new ModelName("iris");

    @TempDir Path root;
    private Repository repository;

    @BeforeEach
    void open() {
        repository = new Repository(root);
    }

    @AfterEach
    void leaveNothingOpen() {
        repository.close();
        assertThat(repository.engine.open()).isZero();
        assertThat(repository.allocator.bytesOnLoan()).isZero();
    }

    @Test
    void loadsEveryModelAtTheStart() throws Exception {
        repository.files.version("iris", "1", "answer 1");
        repository.files.version("digits", "4", "answer 4");
        repository.start();

        assertThat(repository.states()).containsExactly("digits/4 READY", "iris/1 READY");
        assertThat(repository.answer("digits")).isEqualTo(4);
        assertThat(repository.require("iris", 1).configuration().backend()).isEqualTo("fake");
    }

    @Test
    void keepsTheReasonOfAModelThatCannotBeLoadedAndServesTheOthers() throws Exception {
        repository.files.version("good", "1", "answer 1");
        repository.files.version("refused", "1", "refuse the graph has a cycle");
        repository.files.version("crashed", "1", "crash null everywhere");
        repository.files.write("none/1/readme.txt", "");
        repository.files.write("typo/model.yaml", "engin: x");
        repository.files.write("empty/v1/model.fake", "answer 1");
        repository.start();

        assertThat(repository.states())
                .containsExactly(
                        "crashed/1 UNAVAILABLE engine 'fake' failed:"
                                + " java.lang.IllegalStateException: null everywhere",
                        "empty/null UNAVAILABLE %s has no version, expected folders 1, 2, …;"
                                        .formatted(root.resolve("empty"))
                                + " folder 'v1' is no version, expected 1, 2, …",
                        "good/1 READY",
                        "none/1 UNAVAILABLE %s holds readme.txt, expected model.fake (fake)"
                                .formatted(root.resolve("none/1")),
                        "refused/1 UNAVAILABLE the graph has a cycle",
                        "typo/null UNAVAILABLE model.yaml: line 1, column 8: unknown key engin, did"
                                + " you mean engine?");
        assertThatThrownBy(() -> repository.require("refused", null))
                .isInstanceOf(ModelNotReady.class)
                .hasMessage(
                        "Model with name refused is not ready. Version 1: the graph has a cycle");
        assertThatThrownBy(() -> repository.require("typo", null))
                .isInstanceOf(ModelNotReady.class)
                .hasMessageContaining("did you mean engine?");
        assertThat(repository.answer("good")).isEqualTo(1);
    }

    @Test
    void refusesAModelWhoseConfigurationDisagreesWithTheFile() throws Exception {
        repository.files.version("iris", "1", "answer 1");
        repository.files.write(
                "iris/config.pbtxt", "input { name: 'x' data_type: TYPE_FP32 dims: [ -1, 3 ] }");
        repository.start();
        assertThat(repository.states())
                .containsExactly(
                        "iris/1 UNAVAILABLE input 'x' is declared with shape [-1,3], the model has"
                                + " [-1,2]");
    }

    @Test
    void saysThatTheModelsAreBeingLookedForBeforeTheStart() {
        assertThatThrownBy(() -> repository.require("iris", null))
                .isInstanceOf(ModelNotReady.class)
                .hasMessage("Model with name iris is not ready. The models are being looked for.");
        assertThat(repository.registry.isReady()).isFalse();
        assertThat(repository.registry.obstacles())
                .containsExactly("The models are being looked for.");
    }

    @Test
    void saysThatAModelIsLoadingWhileItIs() throws Exception {
        repository.files.version("iris", "1", "answer 1");
        CompletableFuture<Void> mayLoad = new CompletableFuture<>();
        repository.engine.whileLoading(mayLoad::join);
        CompletableFuture<Void> started = repository.lifecycle.start();
        await().until(() -> repository.engine.loads() == 1);

        assertThat(repository.states()).containsExactly("iris/1 LOADING");
        assertThatThrownBy(() -> repository.require("iris", null))
                .isInstanceOf(ModelNotReady.class)
                .hasMessage("Model with name iris is not ready. Version 1 is loading.");
        assertThat(repository.registry.isReady()).isFalse();

        mayLoad.complete(null);
        started.get(10, TimeUnit.SECONDS);
        assertThat(repository.registry.isReady()).isTrue();
    }

    @Test
    void knowsNoOtherModelAndNoOtherVersion() throws Exception {
        repository.files.version("iris", "1", "answer 1");
        repository.start();
        assertThatThrownBy(() -> repository.require("other", null))
                .isInstanceOf(UnknownModel.class);
        assertThatThrownBy(() -> repository.require("iris", 2))
                .isInstanceOf(UnknownModel.class)
                .hasMessage("Model with name iris has no version 2.");
        assertThatThrownBy(() -> repository.registry.statuses(new ModelName("other")))
                .isInstanceOf(UnknownModel.class);
    }

    @Test
    void servesTheVersionsThatThePolicySelects() throws Exception {
        for (int version = 1; version <= 3; version++) {
            repository.files.version("iris", "" + version, "answer " + version);
        }
        repository.files.write("iris/model.yaml", "versions: [1, 2]");
        repository.start();

        assertThat(repository.states())
                .containsExactly(
                        "iris/1 READY",
                        "iris/2 READY",
                        "iris/3 UNAVAILABLE not selected by the version policy specific: 1, 2");
        assertThat(repository.answer("iris")).isEqualTo(2);
        assertThat(Outcome.of(repository.require("iris", 1), repository.allocator).answer())
                .isEqualTo(1);
        assertThatThrownBy(() -> repository.require("iris", 3)).isInstanceOf(ModelNotReady.class);
    }

    @Test
    void saysWhenThePolicySelectsNoVersionThatIsThere() throws Exception {
        repository.files.version("iris", "1", "answer 1");
        repository.files.write("iris/model.yaml", "versions: [7]");
        repository.start();
        assertThatThrownBy(() -> repository.require("iris", null))
                .hasMessageContaining(
                        "the version policy is specific: 7, the versions there are [1].");
    }

    @Test
    void isReadyWhenEveryRequiredModelIs() throws Exception {
        repository.files.version("needed", "1", "refuse broken");
        repository.files.write("needed/model.yaml", "required: true");
        repository.files.version("other", "1", "refuse broken too");
        repository.start();
        assertThat(repository.registry.isReady()).isFalse();
        assertThat(repository.registry.obstacles()).containsExactly("needed: Version 1: broken");

        repository.files.version("needed", "1", "answer 1");
        repository.lifecycle.load(new ModelName("needed"));
        assertThat(repository.registry.isReady()).isTrue();
        assertThat(repository.registry.obstacles()).isEmpty();
    }

    @Test
    void loadsAModelOnRequestThatCameLater() throws Exception {
        repository.start();
        repository.files.version("iris", "1", "answer 1");
        repository.lifecycle.load(IRIS);
        assertThat(repository.answer("iris")).isEqualTo(1);
    }

    @Test
    void loadsNothingAgainThatHasNotChanged() throws Exception {
        repository.files.version("iris", "1", "answer 1");
        repository.start();
        repository.lifecycle.load(IRIS);
        assertThat(repository.engine.loads()).isEqualTo(1);
    }

    @Test
    void triesAFailedModelAgainOnRequest() throws Exception {
        repository.files.version("iris", "1", "answer 1");
        repository.engine.whileLoading(() -> {
            throw new IllegalStateException("out of something");
        });
        repository.start();
        repository.engine.whileLoading(() -> {});
        repository.lifecycle.load(IRIS);
        assertThat(repository.answer("iris")).isEqualTo(1);
    }

    @Test
    void refusesToLoadWhatIsNotThereOrBroken() throws Exception {
        repository.start();
        repository.files.version("iris", "1", "refuse the graph has a cycle");
        repository.files.write("typo/model.yaml", "engin: x");
        assertThatThrownBy(() -> repository.lifecycle.load(new ModelName("other")))
                .isInstanceOf(UnknownModel.class);
        assertThatThrownBy(() -> repository.lifecycle.load(IRIS))
                .isInstanceOf(InvalidInput.class)
                .hasMessage("model 'iris' cannot be loaded: version 1: the graph has a cycle");
        assertThatThrownBy(() -> repository.lifecycle.load(new ModelName("typo")))
                .isInstanceOf(InvalidInput.class)
                .hasMessageContaining("did you mean engine?");
    }

    @Test
    void unloadsAndLoadsOnRequest() throws Exception {
        repository.files.version("iris", "1", "answer 1");
        repository.start();
        repository.lifecycle.unload(IRIS);

        assertThat(repository.engine.open()).isZero();
        assertThat(repository.states()).containsExactly("iris/1 UNAVAILABLE unloaded on request");
        assertThatThrownBy(() -> repository.require("iris", null))
                .isInstanceOf(ModelNotReady.class);

        repository.lifecycle.load(IRIS);
        assertThat(repository.answer("iris")).isEqualTo(1);
    }

    @Test
    void refusesToUnloadWhatIsNotThere() throws Exception {
        repository.start();
        assertThatThrownBy(() -> repository.lifecycle.unload(IRIS))
                .isInstanceOf(UnknownModel.class);
    }

    @Test
    void forgetsAModelOnRequestThatIsGone() throws Exception {
        repository.files.version("iris", "1", "answer 1");
        repository.start();
        repository.files.delete("iris");
        assertThatThrownBy(() -> repository.lifecycle.load(IRIS)).isInstanceOf(UnknownModel.class);
        await().untilAsserted(() -> assertThat(repository.states()).isEmpty());
    }

    @Test
    void refusesFilesThatChangeWhileTheyAreLoaded() throws Exception {
        repository.files.version("iris", "1", "answer 1");
        repository.engine.whileLoading(
                () -> repository.files.version("iris", "1", "answer 1 and more"));
        repository.start();
        assertThat(repository.states())
                .containsExactly("iris/1 UNAVAILABLE its files changed while they were loaded");
    }

    @Test
    void saysThatTheRepositoryCannotBeRead() throws Exception {
        Files.delete(root);
        assertThat(repository.lifecycle.start()).failsWithin(Duration.ofSeconds(10));
        assertThat(repository.registry.obstacles())
                .singleElement()
                .asString()
                .startsWith("The repository cannot be read: ")
                .contains(root.toString());
        assertThatThrownBy(() -> repository.lifecycle.load(IRIS)).isInstanceOf(EngineFailure.class);
        Files.createDirectory(root);
    }
}
