package dev.serval.server.transformer;

import dev.serval.server.configuration.ConfigurationException;
import java.nio.file.Path;

/// Makes a transformer of a file that describes one. A program that has a reader finds it as a
/// service of Java's [java.util.ServiceLoader].
public interface TransformerReader {
    /// @throws ConfigurationException at the first thing that is wrong, with its place in the file
    Transformer read(Path file) throws ConfigurationException;
}
