package dev.serval.predictor.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.serval.server.configuration.ConfigurationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsFileTest {
    @TempDir Path directory;

    @Test
    void takesTheDefaultsWhereThereIsNoFile() throws ConfigurationException {
        assertThat(SettingsFile.read(directory)).isEqualTo(ReadSettings.NONE);
    }

    @Test
    void readsEitherFile() throws Exception {
        Path file = Files.writeString(directory.resolve("model.yaml"), "engine: a");
        assertThat(SettingsFile.read(directory).settings().engine()).isEqualTo("a");
        Files.delete(file);
        Files.writeString(directory.resolve("config.pbtxt"), "backend: 'b'");
        assertThat(SettingsFile.read(directory).settings().engine()).isEqualTo("b");
    }

    @Test
    void refusesBothFiles() throws IOException {
        Files.writeString(directory.resolve("model.yaml"), "");
        Files.writeString(directory.resolve("config.pbtxt"), "");
        assertThatThrownBy(() -> SettingsFile.read(directory))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage("both model.yaml and config.pbtxt are there, expected one of them");
    }

    @Test
    void refusesBytesThatAreNoText() throws IOException {
        Files.write(directory.resolve("model.yaml"), new byte[] {(byte) 0xC3, 0x28});
        assertThatThrownBy(() -> SettingsFile.read(directory))
                .hasMessage("model.yaml: its bytes are no UTF-8 text");
    }

    @Test
    void refusesAFileThatIsTooLarge() throws IOException {
        Files.write(directory.resolve("config.pbtxt"), new byte[(1 << 20) + 1]);
        assertThatThrownBy(() -> SettingsFile.read(directory))
                .hasMessage("config.pbtxt: 1048577 bytes, expected at most 1048576");
    }

    @Test
    void refusesADirectoryOfThatName() throws IOException {
        Files.createDirectory(directory.resolve("model.yaml"));
        assertThatThrownBy(() -> SettingsFile.read(directory))
                .hasMessageStartingWith("model.yaml cannot be read: ");
    }
}
