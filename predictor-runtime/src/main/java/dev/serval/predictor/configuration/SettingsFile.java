package dev.serval.predictor.configuration;

import dev.serval.server.configuration.ConfigurationException;
import dev.serval.server.configuration.ConfigurationFile;
import java.nio.file.Files;
import java.nio.file.Path;

/// The configuration file of a model's directory, if it has one.
public final class SettingsFile {
    /// Serval's own.
    public static final String YAML = "model.yaml";

    /// Triton's.
    public static final String PBTXT = "config.pbtxt";

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
            return new YamlSettings(YAML).read(ConfigurationFile.text(directory.resolve(YAML)));
        }
        if (pbtxt) {
            return new TritonSettings(PBTXT).read(ConfigurationFile.text(directory.resolve(PBTXT)));
        }
        return ReadSettings.NONE;
    }
}
