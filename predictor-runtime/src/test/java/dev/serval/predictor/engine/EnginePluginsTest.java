package dev.serval.predictor.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.serval.inference.engine.EngineSettings;
import dev.serval.inference.engine.ModelDirectory;
import dev.serval.inference.engine.ModelLoadException;
import dev.serval.inference.request.Parameters;
import dev.serval.inference.tensor.PooledTensorAllocator;
import dev.serval.predictor.fake.ModelFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EnginePluginsTest {
    @TempDir Path root;
    private Path engines;
    private ModelDirectory model;

    @BeforeEach
    void makeAModel() throws IOException {
        engines = Files.createDirectories(root.resolve("engines"));
        model = new ModelDirectory(Files.createDirectories(root.resolve("model")));
        new ModelFiles(model.path()).write("m.txt", "");
    }

    @Test
    void aFolderOfJarsIsAnEngine() throws Exception {
        PluginJar.write(engines.resolve("text"), "text", "throw new ModelLoadException(\"mine\");");

        try (var installed = installed()) {
            assertThat(installed.choose(model, null).name()).isEqualTo("text");
            assertThatThrownBy(() -> load(installed)).hasMessage("mine");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "org.jboss.logging.Logger",
                "io.quarkus.runtime.Quarkus",
                "dev.serval.predictor.engine.InstalledEngines",
                "dev.serval.server.catalog.ModelCatalog",
                "org.junit.jupiter.api.Test"
            })
    void aPluginSeesNoClassOfTheProgram(String type) throws Exception {
        assertThat(findInPlugin(type)).isEqualTo(type + " is not there");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "dev.serval.inference.engine.Engine",
                "dev.serval.inference.tensor.Tensor",
                "java.sql.Connection",
                "java.net.http.HttpClient",
                "plugin.TextEngine"
            })
    void aPluginSeesTheSpiTheJdkAndItself(String type) throws Exception {
        assertThat(findInPlugin(type)).isEqualTo(type + " is there");
    }

    @Test
    void aPluginSeesNoResourceOfTheProgram() throws Exception {
        PluginJar.write(
                engines.resolve("text"),
                "text",
                "throw new ModelLoadException(String.valueOf(Thread.currentThread()"
                        + ".getContextClassLoader().getResource(\"application.properties\")));");
        try (var installed = installed()) {
            assertThatThrownBy(() -> load(installed)).hasMessage("null");
        }
    }

    @Test
    void givesTheThreadItsClassLoaderBack() throws Exception {
        ClassLoader before = Thread.currentThread().getContextClassLoader();
        PluginJar.write(engines.resolve("text"), "text", "throw new ModelLoadException(\"\");");
        try (var installed = installed()) {
            assertThatThrownBy(() -> load(installed)).isInstanceOf(ModelLoadException.class);
        }
        assertThat(Thread.currentThread().getContextClassLoader()).isSameAs(before);
    }

    @Test
    void pluginsDoNotSeeEachOther() throws Exception {
        PluginJar.write(engines.resolve("a"), "a", "throw new ModelLoadException(\"a\");");
        PluginJar.write(engines.resolve("b"), "b", "throw new ModelLoadException(\"b\");");
        try (var installed = installed()) {
            assertThatThrownBy(() -> load(installed, "a")).hasMessage("a");
            assertThatThrownBy(() -> load(installed, "b")).hasMessage("b");
        }
    }

    @Test
    void saysHowAFormatIsAddedWhereItsEngineIsNot() throws Exception {
        try (var installed = installed()) {
            assertThatThrownBy(() -> installed.choose(model, null))
                    .hasMessageStartingWith("%s holds m.txt, expected", model)
                    .hasMessageEndingWith(
                            "; another format is added by its engine's folder in %s", engines);
            assertThatThrownBy(() -> installed.choose(model, "text"))
                    .hasMessageStartingWith("engine 'text' is not there")
                    .hasMessageEndingWith("its engine's folder in %s", engines);
        }
    }

    @Test
    void aFolderWithoutAJarIsReported() throws Exception {
        Files.createDirectories(engines.resolve("empty"));
        assertThat(refusal())
                .endsWith(
                        "the engine in folder 'empty' cannot be used: it holds no file that ends in"
                                + " .jar");
    }

    @Test
    void aFileThatIsNoJarIsReported() throws Exception {
        Files.createDirectories(engines.resolve("broken"));
        Files.writeString(engines.resolve("broken").resolve("a.jar"), "this is no jar");
        assertThat(refusal()).contains("the engine in folder 'broken' cannot be used: ");
    }

    @Test
    void aMissingClassIsReported() throws Exception {
        PluginJar.writeClass(
                engines.resolve("hollow"), "package plugin; class Other {}", "plugin.Gone");
        assertThat(refusal()).contains("folder 'hollow' cannot be used: ", "plugin.Gone");
    }

    @Test
    void anEngineThatFailsIsReportedWithItsReason() throws Exception {
        PluginJar.write(
                engines.resolve("failing"),
                "failing",
                "throw new IllegalStateException(); } { if (true) "
                        + "throw new IllegalStateException(\"no native library\");");
        assertThat(refusal()).contains("folder 'failing' cannot be used: ", "no native library");
    }

    @Test
    void aBrokenPluginHarmsNoOther() throws Exception {
        Files.createDirectories(engines.resolve("broken"));
        PluginJar.write(engines.resolve("text"), "text", "throw new ModelLoadException(\"\");");
        try (var installed = installed()) {
            assertThat(installed.choose(model, null).name()).isEqualTo("text");
        }
    }

    @Test
    void takesTheFirstOfTwoEnginesOfOneName() throws Exception {
        PluginJar.write(engines.resolve("a"), "text", "throw new ModelLoadException(\"first\");");
        PluginJar.write(engines.resolve("b"), "text", "throw new ModelLoadException(\"second\");");
        try (var installed = installed()) {
            assertThatThrownBy(() -> load(installed)).hasMessage("first");
        }
    }

    @Test
    void aDirectoryThatIsNotThereHoldsNoEngine() {
        try (var plugins = EnginePlugins.in(root.resolve("none"))) {
            assertThat(plugins.engines()).isEmpty();
        }
    }

    private String findInPlugin(String type) throws IOException {
        PluginJar.write(
                engines.resolve("text"),
                "text",
                """
                try {
                    Class.forName("%1$s");
                    throw new ModelLoadException("%1$s is there");
                } catch (ClassNotFoundException notThere) {
                    throw new ModelLoadException("%1$s is not there");
                }
                """
                        .formatted(type));
        try (var installed = installed()) {
            return messageOf(installed);
        }
    }

    private static Optional<Throwable> thrownBy(Loading loading) {
        try {
            loading.run();
            return Optional.empty();
        } catch (ModelLoadException refusal) {
            return Optional.of(refusal);
        }
    }

    private interface Loading {
        void run() throws ModelLoadException;
    }

    private String messageOf(InstalledEngines installed) {
        return String.valueOf(thrownBy(() -> load(installed)).orElseThrow().getMessage());
    }

    private String refusal() {
        try (var installed = installed()) {
            return String.valueOf(
                    thrownBy(() -> installed.choose(model, null)).orElseThrow().getMessage());
        }
    }

    private InstalledEngines installed() {
        return InstalledEngines.in(new ClassLoader(null) {}, EnginePlugins.in(engines));
    }

    private void load(InstalledEngines installed) throws ModelLoadException {
        load(installed, "text");
    }

    private void load(InstalledEngines installed, String engine) throws ModelLoadException {
        EngineSettings settings = new EngineSettings(1, Parameters.none());
        installed.choose(model, engine).load(model, settings, new PooledTensorAllocator(0));
    }
}
