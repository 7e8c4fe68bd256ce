package dev.serval.fetching.arrival;

import dev.serval.inference.failure.InferenceException;
import dev.serval.inference.failure.ModelNotReady;
import dev.serval.inference.model.ModelName;
import dev.serval.server.configuration.ConfigurationException;
import dev.serval.server.ending.FailedStart;
import dev.serval.storage.source.StorageException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// What a runtime serves and has to be made of files first: there from the beginning, or made on a
/// thread of its own while the port is open. Threads share it.
public final class Arrival<T> implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(Arrival.class);
    private static final String WAITING = "Its files are being looked for.";

    private final Callable<T> making;
    private final Supplier<String> progress;
    private volatile @Nullable T made;
    private volatile @Nullable String failure;
    private volatile boolean isGivenUp;
    private @Nullable Thread thread;

    private Arrival(@Nullable T made, Callable<T> making, Supplier<String> progress) {
        this.made = made;
        this.making = making;
        this.progress = progress;
    }

    /// What is there already.
    public static <T> Arrival<T> of(T made) {
        return new Arrival<>(made, () -> made, () -> "");
    }

    /// What is made once [#begin] was called.
    ///
    /// @param making fetches the files and makes it of them
    /// @param progress how far the files have come, as a sentence; empty if there is nothing to say
    public static <T> Arrival<T> by(Callable<T> making, Supplier<String> progress) {
        return new Arrival<>(null, making, progress);
    }

    /// Has it made, if it is not there, and does not wait for it.
    ///
    /// @param failed is told why it cannot be made
    public synchronized void begin(FailedStart failed) {
        if (made == null) {
            thread = Thread.ofPlatform().daemon().name("serval-arrival").start(() -> make(failed));
        }
    }

    private void make(FailedStart failed) {
        try {
            made = making.call();
        } catch (StorageException | ConfigurationException | InferenceException refused) {
            fail(String.valueOf(refused.getMessage()), failed);
        } catch (Exception | Error defect) {
            LOG.error("what is to be served cannot be made", defect);
            fail(defect.toString(), failed);
        }
    }

    private void fail(String reason, FailedStart failed) {
        failure = reason;
        if (!isGivenUp) {
            failed.end(List.of(reason));
        }
    }

    /// What was made, once it is there.
    public Optional<T> find() {
        return Optional.ofNullable(made);
    }

    /// What was made.
    ///
    /// @throws ModelNotReady saying how far it is, if it is not there
    public T require(ModelName name) {
        T there = made;
        if (there == null) {
            throw new ModelNotReady(name.value(), obstacle());
        }
        return there;
    }

    /// Why it is not there, as a sentence; empty once it is.
    public String obstacle() {
        if (made != null) {
            return "";
        }
        String reason = failure;
        if (reason != null) {
            return reason;
        }
        String told = progress.get();
        return told.isEmpty() ? WAITING : told;
    }

    /// Gives up making it, without calling that a failure.
    @Override
    public synchronized void close() {
        isGivenUp = true;
        if (thread != null) {
            thread.interrupt();
        }
    }
}
