package dev.serval.predictor.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.serval.inference.engine.Engine;
import dev.serval.inference.engine.EngineSettings;
import dev.serval.inference.engine.Model;
import dev.serval.inference.engine.ModelDirectory;
import dev.serval.inference.engine.ModelLoadException;
import dev.serval.inference.tensor.TensorAllocator;
import dev.serval.predictor.fake.ModelFiles;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InstalledEnginesTest {
    @TempDir Path root;

    @Test
    void choosesTheEngineThatServesTheDirectory() throws ModelLoadException {
        new ModelFiles(root).write("m.b", "");
        Engine b = new Endings("b", ".b");
        assertThat(choose(null, new Endings("a", ".a"), b)).isSameAs(b);
    }

    @Test
    void saysWhatWasFoundAndWhatEachEngineRecognises() {
        new ModelFiles(root).write("m.txt", "");
        new ModelFiles(root).write("n.txt", "");
        assertThatThrownBy(() -> choose(null, new Endings("a", ".a"), new Endings("b", ".b")))
                .isInstanceOf(ModelLoadException.class)
                .hasMessage(
                        "%s holds m.txt, n.txt, expected one *.a file (a), or one *.b file (b)",
                        root);
    }

    @ParameterizedTest
    @CsvSource({
        "model.skops, scikit-learn, sklearn",
        "model.pmml, PMML, pmml",
        "saved_model.pb, TensorFlow, tensorflow"
    })
    void namesAKnownFormatWhoseEngineIsNotThere(String file, String format, String engine) {
        new ModelFiles(root).write(file, "");
        assertThatThrownBy(() -> choose(null, new Endings("a", ".a")))
                .hasMessage(
                        "%s holds %s (%s, whose engine '%s' is not there), expected one *.a file"
                                + " (a)",
                        root, file, format, engine);
    }

    @Test
    void aFormatWhoseEngineIsThereLacksNone() {
        new ModelFiles(root).write("model.pmml", "");
        assertThatThrownBy(() -> choose(null, new Endings("pmml", ".a")))
                .hasMessage("%s holds model.pmml, expected one *.a file (pmml)", root);
    }

    @Test
    void doesNotListAThousandFiles() {
        for (int i = 0; i < 1000; i++) {
            new ModelFiles(root).write("m%03d".formatted(i), "");
        }
        assertThatThrownBy(() -> choose(null, new Endings("a", ".a")))
                .hasMessageContaining("m008, m009 and 990 more, expected");
    }

    @Test
    void saysThatADirectoryIsEmpty() {
        assertThatThrownBy(() -> choose(null, new Endings("a", ".a")))
                .hasMessage("%s holds no file, expected one *.a file (a)", root);
    }

    @Test
    void saysThatThereIsNoEngineAtAll() {
        assertThatThrownBy(() -> choose(null))
                .hasMessageEndingWith("expected an engine, and none is installed");
    }

    @Test
    void refusesToChooseBetweenTwo() {
        new ModelFiles(root).write("m.a", "");
        assertThatThrownBy(() -> choose(null, new Endings("a", ".a"), new Endings("aa", ".a")))
                .hasMessage(
                        "%s can be served by a and aa: the model's settings must name one engine",
                        root);
    }

    @Test
    void takesTheEngineThatIsNamed() throws ModelLoadException {
        new ModelFiles(root).write("m.a", "");
        Engine named = new Endings("aa", ".a");
        assertThat(choose("aa", new Endings("a", ".a"), named)).isSameAs(named);
    }

    @Test
    void refusesAnEngineThatIsNotThereAndListsThoseThatAre() {
        assertThatThrownBy(() -> choose("c", new Endings("a", ".a"), new Endings("b", ".b")))
                .hasMessage("engine 'c' is not there, expected one of a, b");
    }

    @Test
    void refusesANamedEngineThatDoesNotServeTheDirectory() {
        new ModelFiles(root).write("m.b", "");
        assertThatThrownBy(() -> choose("a", new Endings("a", ".a")))
                .hasMessage("%s holds m.b, engine 'a' expects one *.a file", root);
    }

    @Test
    void leavesOutAnEngineThatCannotBeMade() throws Exception {
        new ModelFiles(root)
                .write(
                        "META-INF/services/" + Engine.class.getName(),
                        "no.such.Engine\n" + Unmakeable.class.getName());
        URL[] plugins = {root.toUri().toURL()};
        try (var loader = new URLClassLoader(plugins, getClass().getClassLoader());
                var engines = InstalledEngines.in(loader, EnginePlugins.in(root))) {
            assertThat(engines.names()).doesNotContain("unmakeable");
        }
    }

    private Engine choose(@Nullable String wanted, Engine... engines) throws ModelLoadException {
        return new InstalledEngines(List.of(engines)).choose(new ModelDirectory(root), wanted);
    }

    /// Cannot be made.
    public static final class Unmakeable implements Engine {
        public Unmakeable() {
            throw new IllegalStateException("no native library");
        }

        @Override
        public String name() {
            return "unmakeable";
        }

        @Override
        public String recognises() {
            return "nothing";
        }

        @Override
        public boolean serves(ModelDirectory directory) {
            return false;
        }

        @Override
        public Model load(
                ModelDirectory directory, EngineSettings settings, TensorAllocator allocator) {
            throw new UnsupportedOperationException();
        }
    }

    private record Endings(String name, String ending) implements Engine {
        @Override
        public String recognises() {
            return "one *%s file".formatted(ending);
        }

        @Override
        public boolean serves(ModelDirectory directory) {
            return !directory.filesEndingIn(ending).isEmpty();
        }

        @Override
        public Model load(
                ModelDirectory directory, EngineSettings settings, TensorAllocator allocator) {
            throw new UnsupportedOperationException();
        }
    }
}
