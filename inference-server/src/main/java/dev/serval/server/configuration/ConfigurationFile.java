package dev.serval.server.configuration;

import java.io.IOException;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.Node;

/// Takes configuration files in, as text and as YAML.
public final class ConfigurationFile {
    private static final int LARGEST = 1 << 20;

    private ConfigurationFile() {}

    /// The file's text; a megabyte at the most.
    ///
    /// @throws ConfigurationException if it cannot be read, is too large, or is not UTF-8
    public static String text(Path file) throws ConfigurationException {
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

    /// The keys and values of a YAML text; empty if there is nothing in it.
    ///
    /// @param file what the file is called in messages
    /// @throws ConfigurationException if it is no YAML, or no mapping
    public static Optional<YamlMap> yaml(String file, String text) throws ConfigurationException {
        try {
            Node root = new Yaml(new LoaderOptions()).compose(new StringReader(text));
            return root == null ? Optional.empty() : Optional.of(YamlMap.of(file, "", root));
        } catch (MarkedYAMLException broken) {
            throw new ConfigurationException(
                    "%s: line %d, column %d: %s"
                            .formatted(
                                    file,
                                    broken.getProblemMark().getLine() + 1,
                                    broken.getProblemMark().getColumn() + 1,
                                    broken.getProblem()));
        } catch (YAMLException broken) {
            throw new ConfigurationException("%s: %s".formatted(file, broken.getMessage()));
        }
    }
}
