package dev.serval.predictor.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.serval.inference.model.ModelName;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class RepositoryWatchTest {
    @TempDir Path root;
    private Repository repository;

    @BeforeEach
    void serveVersionOne() throws Exception {
        repository = new Repository(root);
        repository.files.version("iris", "1", "answer 1");
        repository.start();
    }

    @AfterEach
    void leaveNothingOpen() {
        repository.close();
        assertThat(repository.engine.open()).isZero();
    }

    @Test
    void swapsToANewVersion() {
        repository.files.version("iris", "2", "answer 2");
        repository.awaitStates(
                "iris/1 UNAVAILABLE not selected by the version policy latest: 1", "iris/2 READY");
        assertThat(repository.answer("iris")).isEqualTo(2);
        assertThat(repository.engine.open()).isEqualTo(1);
    }

    @Test
    void keepsTheOldVersionServingWhenTheNewOneFails() {
        repository.files.version("iris", "2", "refuse broken");
        repository.awaitStates("iris/1 READY", "iris/2 UNAVAILABLE broken");
        assertThat(repository.answer("iris")).isEqualTo(1);
    }

    @Test
    void doesNotTryAFailedVersionAgainUntilItChanges() {
        repository.files.version("iris", "2", "refuse broken");
        repository.awaitStates("iris/1 READY", "iris/2 UNAVAILABLE broken");
        int loads = repository.engine.loads();
        repository.look();
        repository.look();
        repository.files.version("digits", "1", "answer 9");
        repository.awaitStates("digits/1 READY", "iris/1 READY", "iris/2 UNAVAILABLE broken");
        assertThat(repository.engine.loads()).isEqualTo(loads + 1);

        repository.files.version("iris", "2", "answer 2");
        await().untilAsserted(() -> {
            repository.look();
            assertThat(repository.answer("iris")).isEqualTo(2);
        });
    }

    @Test
    void keepsARemovedVersionServingWhileItsSuccessorFails() {
        repository.files.version("iris", "2", "refuse broken");
        repository.files.delete("iris/1");
        repository.awaitStates("iris/1 READY", "iris/2 UNAVAILABLE broken");
        assertThat(repository.answer("iris")).isEqualTo(1);
    }

    @Test
    void unloadsARemovedVersionAndFallsBackToTheOneBefore() {
        repository.files.version("iris", "2", "answer 2");
        repository.awaitStates(
                "iris/1 UNAVAILABLE not selected by the version policy latest: 1", "iris/2 READY");
        repository.files.delete("iris/2");
        repository.awaitStates("iris/1 READY");
        assertThat(repository.answer("iris")).isEqualTo(1);
        await().until(() -> repository.engine.open() == 1);
    }

    @Test
    void reloadsChangedFiles() {
        repository.files.version("iris", "1", "answer 11");
        await().untilAsserted(() -> {
            repository.look();
            assertThat(repository.answer("iris")).isEqualTo(11);
        });
        await().until(() -> repository.engine.open() == 1);
    }

    @Test
    void keepsTheEarlierFilesServingWhenTheChangedOnesFail() {
        repository.files.version("iris", "1", "refuse broken now");
        repository.awaitStates("iris/1 READY broken now");
        assertThat(repository.answer("iris")).isEqualTo(1);
    }

    @Test
    void keepsServingWhenTheSettingsBreak() {
        repository.files.write("iris/model.yaml", "engin: x");
        repository.awaitStates(
                "iris/1 READY model.yaml: line 1, column 8: unknown key engin, did you mean"
                        + " engine?");
        assertThat(repository.answer("iris")).isEqualTo(1);
    }

    @Test
    void forgetsARemovedModel() {
        repository.files.delete("iris");
        repository.awaitStates();
        assertThat(repository.engine.open()).isZero();
    }

    @Test
    void followsOnlyWhatTwoLooksFindTheSame() {
        repository.files.version("iris", "2", "answer 2");
        repository.look();
        repository.files.version("iris", "2", "answer 2 and");
        repository.look();
        repository.files.version("iris", "2", "refuse half of it");
        repository.look();
        assertThat(repository.engine.loads()).isEqualTo(1);
        repository.look();
        await().until(() -> repository.engine.loads() == 2);
    }

    @Test
    void keepsAModelThatIsNotThereForOneLook() throws Exception {
        repository.look();
        Files.move(root.resolve("iris"), root.resolve(".aside"));
        repository.look();
        Files.move(root.resolve(".aside"), root.resolve("iris"));
        repository.look();
        repository.look();
        assertThat(repository.states()).containsExactly("iris/1 READY");
        assertThat(repository.engine.open()).isEqualTo(1);
    }

    @Test
    void leavesAModelAloneThatWasUnloadedOnRequest() throws Exception {
        repository.lifecycle.unload(new ModelName("iris"));
        repository.files.version("iris", "2", "answer 2");
        repository.look();
        repository.look();
        assertThat(repository.states()).containsExactly("iris/1 UNAVAILABLE unloaded on request");
        repository.lifecycle.load(new ModelName("iris"));
        assertThat(repository.answer("iris")).isEqualTo(2);
    }

    @Test
    void changesNothingWhenTheRepositoryCannotBeRead() throws Exception {
        repository.look();
        Path aside = root.resolveSibling(root.getFileName() + "-aside");
        Files.move(root, aside);
        repository.look();
        repository.look();
        assertThat(repository.answer("iris")).isEqualTo(1);
        Files.move(aside, root);
    }

    @Test
    void takesNoVersionFromADirectoryWhoseEveryVersionWasRemoved() {
        repository.files.delete("iris/1");
        repository.awaitStates(
                "iris/null UNAVAILABLE %s has no version, expected folders 1, 2, …"
                        .formatted(root.resolve("iris")));
    }
}
