package dev.serval.inference.library;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class EngineFolderTest {
    @Test
    void isWhereTheJarOfAClassIs() throws IOException {
        Path folder = EngineFolder.of(Test.class, null);
        assertThat(folder).isAbsolute();
        assertThat(folder.resolve("").toFile().list((_, name) -> name.endsWith(".jar")))
                .isNotEmpty();
    }

    @Test
    void isAnotherWhereOneIsNamed() throws IOException {
        assertThat(EngineFolder.of(Test.class, "there"))
                .isEqualTo(Path.of("there").toAbsolutePath());
    }

    @Test
    void refusesAClassThatComesFromNoJar() {
        assertThatThrownBy(() -> EngineFolder.of(String.class, null))
                .isInstanceOf(IOException.class)
                .hasMessage("java.lang.String does not tell which jar it is in");
    }
}
