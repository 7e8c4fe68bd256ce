package dev.serval.predictor.repository;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serval.inference.model.ModelName;
import dev.serval.inference.model.ModelVersion;
import dev.serval.predictor.fake.FakeEngine;
import dev.serval.predictor.fake.ModelFiles;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SingleModelRepositoryTest {
    private static final ModelName IRIS = new ModelName("iris");

    @TempDir Path root;

    @Test
    void takesFilesInTheDirectoryAsVersionOne() {
        files().write("model.fake", "answer 1");
        files().write("1/model.fake", "part of the model, as far as anybody knows");
        FoundModel.Servable found = (FoundModel.Servable) look();

        assertThat(found.versions()).containsOnlyKeys(new ModelVersion(1));
        assertThat(
                        ((FoundVersion.Files) found.versions().firstEntry().getValue())
                                .directory()
                                .path())
                .isEqualTo(root);
        assertThat(found.settings().required()).isTrue();
    }

    @Test
    void takesFoldersThatAreNamedAsVersions() {
        files().write("2/model.fake", "answer 2");
        files().write("7/model.fake", "answer 7");
        files().write("README.md", "not a model");
        assertThat(((FoundModel.Servable) look()).versions())
                .containsOnlyKeys(new ModelVersion(2), new ModelVersion(7));
    }

    @Test
    void takesSettingsThatNameTheModelOtherwise() {
        files().write("model.fake", "answer 1");
        files().write("config.pbtxt", "name: 'as_trained' max_batch_size: 4");
        assertThat(((FoundModel.Servable) look()).settings().batching().maxBatchSize())
                .isEqualTo(4);
    }

    @Test
    void saysThatTheDirectoryIsNotThere() {
        Path gone = root.resolve("gone");
        assertThat(new SingleModelRepository(IRIS, gone, _ -> true, null).look(IRIS))
                .contains(
                        new FoundModel.Broken(
                                IRIS,
                                gone + " does not exist, expected a directory with a model",
                                true));
    }

    @Test
    void saysThatTheDirectoryIsAFile() {
        files().write("file", "x");
        Path file = root.resolve("file");
        assertThat(new SingleModelRepository(IRIS, file, _ -> true, null).look(IRIS))
                .contains(
                        new FoundModel.Broken(
                                IRIS,
                                file + " is no directory, expected a directory with a model",
                                true));
    }

    @Test
    void hasNoOtherModel() {
        files().write("model.fake", "answer 1");
        assertThat(repository().look(new ModelName("other"))).isEmpty();
        assertThat(repository().look()).containsOnlyKeys(IRIS);
    }

    private FoundModel look() {
        return repository().look(IRIS).orElseThrow();
    }

    private SingleModelRepository repository() {
        return new SingleModelRepository(IRIS, root, new FakeEngine()::serves, null);
    }

    private ModelFiles files() {
        return new ModelFiles(root);
    }
}
