package dev.serval.predictor.repository;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.serval.inference.model.ModelName;
import dev.serval.inference.model.ModelVersion;
import dev.serval.predictor.fake.ModelFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class VersionedRepositoryTest {
    @TempDir Path root;
    private ModelFiles files;
    private VersionedRepository repository;

    @BeforeEach
    void lookAtTheFolder() {
        files = new ModelFiles(root);
        repository = new VersionedRepository(root);
    }

    @Test
    void findsModelsAndTheirVersions() throws IOException {
        files.version("iris", "1", "answer 1");
        files.version("iris", "12", "answer 12");
        files.version("digits", "3", "answer 3");

        assertThat(repository.look()).containsOnlyKeys(name("iris"), name("digits"));
        assertThat(servable("iris").versions()).containsOnlyKeys(version(1), version(12));
        assertThat(file("iris", 12).directory().path()).isEqualTo(root.resolve("iris/12"));
    }

    @Test
    void readsAModelsSettings() throws IOException {
        files.version("iris", "1", "answer 1");
        files.write("iris/model.yaml", "versions: all");
        assertThat(servable("iris").settings().versionPolicy().text()).isEqualTo("all");
    }

    @Test
    void remarksOnFoldersThatAreNoVersions() throws IOException {
        files.version("iris", "1", "answer 1");
        for (String odd : new String[] {"v2", "-3", "1.5", "0", "9".repeat(30)}) {
            files.version("iris", odd, "answer 0");
        }
        assertThat(servable("iris").versions()).containsOnlyKeys(version(1));
        assertThat(servable("iris").remarks())
                .hasSize(5)
                .contains("folder 'v2' is no version, expected 1, 2, …")
                .contains("folder '0' is no version, expected 1, 2, …");
    }

    @Test
    void takesLeadingZerosAsTensorFlowWritesThem() throws IOException {
        files.version("flowers", "0001", "answer 1");
        assertThat(servable("flowers").versions()).containsOnlyKeys(version(1));
    }

    @Test
    void refusesTwoFoldersOfOneVersion() throws IOException {
        files.version("iris", "1", "answer 1");
        files.version("iris", "01", "answer 1");
        assertThat(servable("iris").versions())
                .containsEntry(
                        version(1),
                        new FoundVersion.Unreadable(
                                "folders 01 and 1 are the same version, expected one of them"));
    }

    @Test
    void leavesOutWhatIsHiddenOrUnfinished() throws IOException {
        files.version("iris", "1", "answer 1");
        FoundModel before = servable("iris");
        files.version(".git", "1", "answer 1");
        files.version("lost+found", "1", "answer 1");
        files.version("new.partial", "1", "answer 1");
        files.version("iris", "2.tmp", "answer 2");
        files.write("iris/1/.model.fake.x7Yz", "half");
        files.write("iris/1/model.fake.part", "half");
        files.write("iris/1/.cache/x", "half");
        files.write("README.md", "no folder");

        assertThat(repository.look()).containsOnlyKeys(name("iris"));
        assertThat(servable("iris")).isEqualTo(before);
    }

    @Test
    void refusesAModelWithABrokenConfigurationAndNoOther() throws IOException {
        files.version("good", "1", "answer 1");
        files.version("bad", "1", "answer 1");
        files.write("bad/config.pbtxt", "max_batch_size: {");

        assertThat(repository.look())
                .containsEntry(
                        name("bad"),
                        new FoundModel.Broken(
                                name("bad"),
                                "config.pbtxt: line 1, column 17: a '{' that is not closed",
                                false))
                .hasEntrySatisfying(
                        name("good"),
                        good -> assertThat(good).isInstanceOf(FoundModel.Servable.class));
    }

    @Test
    void refusesAModelWithBothConfigurations() throws IOException {
        files.version("iris", "1", "answer 1");
        files.write("iris/config.pbtxt", "");
        files.write("iris/model.yaml", "");
        assertThat(broken("iris"))
                .isEqualTo("both model.yaml and config.pbtxt are there, expected one of them");
    }

    @Test
    void refusesAConfigurationOfAnotherModel() throws IOException {
        files.version("iris", "1", "answer 1");
        files.write("iris/config.pbtxt", "name: 'iris2'");
        assertThat(broken("iris"))
                .isEqualTo("config.pbtxt: name is 'iris2', expected 'iris', the folder's name");
    }

    @Test
    @Timeout(20)
    void refusesLinksInACircle() throws IOException {
        files.version("iris", "1", "answer 1");
        files.version("iris", "2", "answer 2");
        Files.createSymbolicLink(root.resolve("iris/2/again"), root.resolve("iris"));

        assertThat(servable("iris").versions().get(version(1)))
                .isInstanceOf(FoundVersion.Files.class);
        assertThat(servable("iris").versions().get(version(2)))
                .isInstanceOfSatisfying(
                        FoundVersion.Unreadable.class,
                        unreadable ->
                                assertThat(unreadable.reason())
                                        .endsWith("again/2 is a link in a circle"));
    }

    @Test
    void saysWhichFileIsALinkToNothing() throws IOException {
        files.version("iris", "1", "answer 1");
        Files.createSymbolicLink(root.resolve("iris/1/labels.txt"), root.resolve("gone"));

        assertThat(servable("iris").versions().get(version(1)))
                .isEqualTo(
                        new FoundVersion.Unreadable(
                                root.resolve("iris/1/labels.txt")
                                        + " vanished, or is a link to nothing"));
    }

    @Test
    void leavesOutALinkToItself() throws IOException {
        Files.createSymbolicLink(root.resolve("self"), root.resolve("self"));
        assertThat(repository.look()).isEmpty();
    }

    @Test
    void followsLinksToModelsElsewhere() throws IOException {
        files.write("store/model.fake", "answer 1");
        Files.createDirectories(root.resolve("iris"));
        Files.createSymbolicLink(root.resolve("iris/1"), root.resolve("store"));
        assertThat(file("iris", 1).fingerprint().stamps())
                .extracting(FileStamp::path)
                .containsExactly("model.fake");
    }

    @Test
    void refusesAVersionThatMayNotBeRead() throws IOException {
        files.version("iris", "1", "answer 1");
        Path secret = root.resolve("iris/1/model.fake");
        Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("---------"));
        assumeFalse(Files.isReadable(secret), "this user may read everything");
        assertThat(servable("iris").versions())
                .containsEntry(
                        version(1),
                        new FoundVersion.Unreadable(secret + " may not be read by this user"));
    }

    @Test
    @Timeout(60)
    void looksAtTenThousandModels() throws IOException {
        for (int i = 0; i < 10_000; i++) {
            Files.createDirectories(root.resolve("m" + i + "/1"));
        }
        assertThat(repository.look()).hasSize(10_000);
        for (int i = 0; i < 10_000; i++) {
            files.delete("m" + i);
        }
    }

    @Test
    void findsADifferenceInAnyFileOfAVersion() throws IOException {
        files.version("iris", "1", "answer 1");
        FoundModel before = servable("iris");
        files.write("iris/1/weights/part-0", "more");
        assertThat(servable("iris")).isNotEqualTo(before);
    }

    @Test
    void findsADifferenceInAFileBesideTheVersions() throws IOException {
        files.version("iris", "1", "answer 1");
        FoundModel before = servable("iris");
        files.write("iris/labels.txt", "setosa");
        assertThat(servable("iris")).isNotEqualTo(before);
    }

    @Test
    void findsNoModelOfAnotherName() throws IOException {
        files.version("iris", "1", "answer 1");
        files.write("file", "no folder");
        assertThat(repository.look(name("other"))).isEmpty();
        assertThat(repository.look(name("file"))).isEmpty();
    }

    @Test
    void failsWhereThereIsNoRepository() {
        VersionedRepository gone = new VersionedRepository(root.resolve("gone"));
        assertThatThrownBy(gone::look).isInstanceOf(NoSuchFileException.class);
        assertThatThrownBy(() -> gone.look(name("iris"))).isInstanceOf(IOException.class);
    }

    private FoundVersion.Files file(String model, long number) throws IOException {
        return (FoundVersion.Files)
                Optional.ofNullable(servable(model).versions().get(version(number))).orElseThrow();
    }

    private FoundModel.Servable servable(String model) throws IOException {
        return (FoundModel.Servable) repository.look(name(model)).orElseThrow();
    }

    private String broken(String model) throws IOException {
        return ((FoundModel.Broken) repository.look(name(model)).orElseThrow()).reason();
    }

    private static ModelName name(String value) {
        return new ModelName(value);
    }

    private static ModelVersion version(long number) {
        return new ModelVersion(number);
    }
}
