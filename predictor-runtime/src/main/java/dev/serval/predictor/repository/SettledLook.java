package dev.serval.predictor.repository;

import dev.serval.inference.model.ModelName;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// Looks at a model until its files have stopped changing, so that a half-copied directory is never
/// taken for a model. Files have settled when the last change is a while ago, or, as a file's time
/// may be of another clock than ours, when two looks a while apart find the same.
public final class SettledLook {
    private static final int MOST_LOOKS = 30;

    private final ModelRepository repository;
    private final Duration quiet;
    private final Clock clock;
    private final Pause pause;

    /// How a look waits for the next.
    public interface Pause {
        void lasting(Duration duration) throws InterruptedException;
    }

    /// @param quiet how long nothing may have changed
    public SettledLook(ModelRepository repository, Duration quiet, Clock clock, Pause pause) {
        this.repository = repository;
        this.quiet = quiet;
        this.clock = clock;
        this.pause = pause;
    }

    /// Where it looks.
    public ModelRepository repository() {
        return repository;
    }

    /// The model once its files have settled, if it is there. One whose files never do, or that
    /// cannot be served, is answered as broken.
    ///
    /// @throws IOException if the repository itself cannot be read
    /// @throws InterruptedException if the thread is interrupted while it waits
    public Optional<FoundModel> at(ModelName name) throws IOException, InterruptedException {
        Optional<FoundModel> found = repository.look(name);
        if (repository.isWhole()) {
            return found;
        }
        for (int looks = 1; looks < MOST_LOOKS; looks++) {
            if (found.isEmpty() || !(found.get() instanceof FoundModel.Servable servable)) {
                return found;
            }
            Duration left = quiet.minus(age(servable));
            if (!left.isPositive()) {
                return found;
            }
            pause.lasting(left.compareTo(quiet) < 0 ? left : quiet);
            Optional<FoundModel> again = repository.look(name);
            if (again.equals(found) && left.compareTo(quiet) >= 0) {
                return found;
            }
            found = again;
        }
        return found.map(this::restless);
    }

    private Duration age(FoundModel.Servable model) {
        Instant changed = Instant.EPOCH;
        for (FoundVersion version : model.versions().values()) {
            if (version instanceof FoundVersion.Files files
                    && files.fingerprint().changed().isAfter(changed)) {
                changed = files.fingerprint().changed();
            }
        }
        return Duration.between(changed, clock.instant());
    }

    private FoundModel restless(FoundModel model) {
        boolean required =
                model instanceof FoundModel.Servable servable && servable.settings().required();
        return new FoundModel.Broken(
                model.name(),
                "its files are still changing, expected none to change for %d ms"
                        .formatted(quiet.toMillis()),
                required);
    }
}
