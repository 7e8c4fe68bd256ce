package dev.serval.server.ending;

import io.quarkus.runtime.Quarkus;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.function.IntConsumer;
import org.jboss.logging.Logger;

/// What a process that fails leaves behind for whoever runs it: Kubernetes reads it from a file
/// that it puts into a container, and tells it in the pod's status; so does the local platform.
@Singleton
class LastWords implements FailedStart {
    private static final Logger LOG = Logger.getLogger(LastWords.class);
    private static final int FAILED = 1;

    private final Path file;
    private final IntConsumer exit;

    @Inject
    LastWords(LastWordsConfig config) {
        this(config.file(), Quarkus::asyncExit);
    }

    LastWords(Path file, IntConsumer exit) {
        this.file = file;
        this.exit = exit;
    }

    @Override
    public void end(List<String> reasons) {
        reasons.forEach(reason -> LOG.errorf("no model is ready. %s", reason));
        leave(String.join("; ", reasons));
        exit.accept(FAILED);
    }

    private void leave(String words) {
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
