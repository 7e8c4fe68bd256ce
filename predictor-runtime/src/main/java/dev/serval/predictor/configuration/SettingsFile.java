package dev.serval.predictor.configuration;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/// The configuration file of a model's directory, if it has one.
public final class SettingsFile {
    /// Serval's own.
    public static final String YAML = "model.yaml";

    /// Triton's.
    public static final String PBTXT = "config.pbtxt";

    private static final int LARGEST = 1 << 20;

    private SettingsFile() {}

    /// What the directory's configuration says; the defaults if it has none.
    ///
    /// @throws ConfigurationException if it has both kinds, or one that is wrong
    public static ReadSettings read(Path directory) throws ConfigurationException {
        boolean yaml = Files.exists(directory.resolve(YAML));
        boolean pbtxt = Files.exists(directory.resolve(PBTXT));
        if (yaml && pbtxt) {
            throw new ConfigurationException(
                    "both %s and %s are there, expected one of them".formatted(YAML, PBTXT));
        }
        if (yaml) {
            return new YamlSettings(YAML).read(content(directory.resolve(YAML)));
        }
        if (pbtxt) {
            return new TritonSettings(PBTXT).read(content(directory.resolve(PBTXT)));
        }
        return ReadSettings.NONE;
    }

    private static String content(Path file) throws ConfigurationException {
        try {
            long size = Files.size(file);
            if (size > LARGEST) {
                throw new ConfigurationException(
                        "%s: %d bytes, expected at most %d"
                                .formatted(file.getFileName(), size, LARGEST));
            }
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(Files.readAllBytes(file)))
                    .toString();
        } catch (CharacterCodingException broken) {
            throw new ConfigurationException(
                    "%s: its bytes are no UTF-8 text".formatted(file.getFileName()));
        } catch (IOException unreadable) {
            throw new ConfigurationException(
                    "%s cannot be read: %s".formatted(file.getFileName(), unreadable));
        }
    }
}
