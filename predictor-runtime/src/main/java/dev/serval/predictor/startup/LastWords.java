package dev.serval.predictor.startup;

import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jboss.logging.Logger;

/// What a process that fails leaves behind for whoever runs it: Kubernetes reads it from a file
/// that it puts into a container, and tells it in the pod's status.
@Singleton
class LastWords {
    private static final Logger LOG = Logger.getLogger(LastWords.class);

    private final Path file;

    LastWords(LastWordsConfig config) {
        this.file = config.file();
    }

    void leave(String words) {
        if (!Files.isRegularFile(file)) {
            return;
        }
        try {
            Files.writeString(
                    file, words, StandardCharsets.UTF_8, StandardOpenOption.TRUNCATE_EXISTING);
        } catch (IOException unwritable) {
            LOG.debugf("no last words in %s: %s", file, unwritable);
        }
    }
}
