package dev.serval.predictor.startup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.SimpleFileServer;
import dev.serval.inference.model.ModelName;
import dev.serval.predictor.engine.InstalledEngines;
import dev.serval.predictor.fake.FakeEngine;
import dev.serval.predictor.fake.ModelFiles;
import dev.serval.predictor.repository.FoundModel;
import dev.serval.storage.source.StorageException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RepositoryChoiceTest {
    @TempDir Path root;

    @BeforeEach
    void writeModels() {
        new ModelFiles(root).version("iris", "1", "answer 1");
        new ModelFiles(root).version("digits", "1", "answer 2");
    }

    @Test
    void servesTheModelInADirectory() throws Exception {
        assertThat(names(Map.of("serval.model.dir", path("iris"), "serval.model.name", "flower")))
                .containsExactly("flower");
    }

    @Test
    void callsASingleModelAsKServeDoes() throws Exception {
        assertThat(names(Map.of("serval.model.dir", path("iris")))).containsExactly("model");
    }

    @Test
    void servesWhereKubernetesMountsAModelWhenNothingIsSaid() {
        assertThat(Configured.by(Map.of()).model().directory()).isEqualTo(Path.of("/mnt/models"));
        assertThat(choice(Map.of()).isSingle()).isTrue();
    }

    @Test
    void servesEveryModelOfARepository() throws Exception {
        assertThat(names(Map.of("serval.repository.dir", root.toString())))
                .containsExactly("digits", "iris");
    }

    @Test
    void fetchesASingleModel() throws Exception {
        assertThat(
                        names(
                                Map.of(
                                        "serval.storage.uri",
                                        "file://" + path("iris/1/model.fake"),
                                        "serval.storage.dir",
                                        path("workspace"))))
                .containsExactly("model");
        assertThat(root.resolve("workspace")).isDirectoryRecursivelyContaining("glob:**.fake");
    }

    @Test
    void aPipelineThatAPodWouldHaveMountedIsInTheFetchedModel() throws Exception {
        var found =
                choice(
                                Map.of(
                                        "serval.storage.uri",
                                        path("iris/1"),
                                        "serval.transformer.pipeline",
                                        "/mnt/models/steps.yaml"))
                        .open()
                        .look()
                        .firstEntry()
                        .getValue();

        assertThat(found)
                .isInstanceOfSatisfying(
                        FoundModel.Servable.class,
                        servable ->
                                assertThat(servable.settings().pipeline())
                                        .isEqualTo(root.resolve("iris/1/steps.yaml")));
    }

    @Test
    void knowsAModelThatAppearedWholeFromOneThatMayStillBeWritten() throws Exception {
        HttpServer store =
                SimpleFileServer.createFileServer(
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                        root.toRealPath(),
                        SimpleFileServer.OutputLevel.NONE);
        store.start();
        try {
            String remote =
                    "http://localhost:%d/iris/1/model.fake".formatted(store.getAddress().getPort());

            assertThat(isWhole(remote)).isTrue();
            assertThat(isWhole("file://" + path("iris/1/model.fake"))).isFalse();
        } finally {
            store.stop(0);
        }
    }

    private boolean isWhole(String uri) throws Exception {
        var repository =
                new ConfiguredRepository(
                        choice(
                                Map.of(
                                        "serval.storage.uri",
                                        uri,
                                        "serval.storage.dir",
                                        path("workspace"))));
        assertThat(repository.look()).hasSize(1);
        return repository.isWhole();
    }

    @Test
    void servesSeveralFetchedModelsAsARepository() throws Exception {
        String uris =
                """
                [{"uri": "%s", "mountPath": "/mnt/models/flowers/7"},
                 {"uri": "%s", "mountPath": "/mnt/models/digits/1"}]\
                """
                        .formatted(path("iris/1"), path("digits/1"));
        assertThat(
                        names(
                                Map.of(
                                        "serval.storage.uris",
                                        uris,
                                        "serval.storage.dir",
                                        path("workspace"),
                                        "serval.repository.dir",
                                        "/mnt/models")))
                .containsExactly("digits", "flowers");
    }

    @Test
    void refusesASchemeThatThereIsNot() {
        assertThatThrownBy(() -> choice(Map.of("serval.storage.uri", "gopher://host/m")).open())
                .isInstanceOf(StorageException.class)
                .hasMessageStartingWith(
                        "storage URI 'gopher://host/m': scheme 'gopher' is not known");
    }

    @Test
    void refusesARepositoryBesideASingleModel() {
        assertThatThrownBy(() ->
                        choice(
                                        Map.of(
                                                "serval.repository.dir",
                                                root.toString(),
                                                "serval.model.dir",
                                                path("iris")))
                                .open())
                .isInstanceOf(StorageException.class)
                .hasMessage(
                        "--repository is given beside --model_dir or --storage_uri, expected one"
                                + " of them");
    }

    @Test
    void triesAgainWhatCouldNotBeFetched() throws Exception {
        String missing = path("later");
        var repository = new ConfiguredRepository(choice(Map.of("serval.storage.uri", missing)));
        assertThatThrownBy(repository::look)
                .isInstanceOf(IOException.class)
                .hasMessage("storage URI 'file://%s': %s does not exist", missing, missing);
        new ModelFiles(root).write("later/model.fake", "answer 1");
        assertThat(repository.look(new ModelName("model"))).isPresent();
    }

    private List<String> names(Map<String, String> properties) throws Exception {
        return choice(properties).open().look().keySet().stream().map(ModelName::value).toList();
    }

    private RepositoryChoice choice(Map<String, String> properties) {
        PredictorConfig config = Configured.by(properties);
        return new RepositoryChoice(
                config,
                Configured.storedBy(properties),
                new InstalledEngines(List.of(new FakeEngine())));
    }

    private String path(String inRoot) {
        return root.resolve(inRoot).toString();
    }
}
