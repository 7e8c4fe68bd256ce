package dev.serval.predictor.storage;

import dev.serval.storage.credentials.StorageSecret;
import dev.serval.storage.fetch.FetchListener;
import dev.serval.storage.fetch.FetchSettings;
import dev.serval.storage.fetch.FetchedModel;
import dev.serval.storage.fetch.ModelFetch;
import dev.serval.storage.signature.TrustPolicy;
import dev.serval.storage.source.Listing;
import dev.serval.storage.source.Shown;
import dev.serval.storage.source.StorageException;
import dev.serval.storage.source.StorageUri;
import dev.serval.storage.source.StoreAccess;
import dev.serval.storage.transfer.TransferLimits;
import dev.serval.storage.transfer.TransferProgress;
import dev.serval.storage.transfer.TransferSettings;
import dev.serval.storage.verify.RequestedDigest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The model that this process fetches for itself. While it comes it can be asked how far it is; in
/// the cache it stays for as long as the process uses it.
public final class StoredModel implements AutoCloseable {
    private final StorageConfig config;
    private final StoreAccess access;
    private final FetchListener listener;
    private final List<FetchedModel> held = new ArrayList<>();
    private volatile @Nullable TransferProgress progress;

    /// @param listener who else wants to know how the model comes
    public StoredModel(StorageConfig config, StoreAccess access, FetchListener listener) {
        this.config = config;
        this.access = access;
        this.listener = listener;
    }

    /// Whether there is one to fetch.
    public boolean isAsked() {
        return config.uri().isPresent();
    }

    /// Fetches the model, which takes its time.
    ///
    /// @return its directory, complete and verified
    public synchronized Path fetch() throws StorageException {
        StorageSecret secret = StorageSecret.apply(config.uri().orElse(""), access);
        FetchedModel model =
                ModelFetch.of(secret.access(), settings(), new Watching())
                        .fetch(secret.uri(), workspace());
        held.add(model);
        return model.directory();
    }

    /// Whether one came from a store, and is not used where it was on this machine.
    public synchronized boolean isFetched() {
        return !held.isEmpty() && held.getLast().source() != FetchedModel.Source.LOCAL;
    }

    /// How far the model has come, as a sentence; empty if none is on its way.
    public String progress() {
        TransferProgress now = progress;
        if (now == null) {
            return "";
        }
        TransferProgress.Snapshot done = now.snapshot();
        String rate = Shown.size(Math.round(done.rate()));
        return done.total() == 0
                ? "The model is being fetched: %s so far, %s/s."
                        .formatted(Shown.size(done.here()), rate)
                : "The model is being fetched: %s of %s (%d %%), %s/s, %d s left."
                        .formatted(
                                Shown.size(done.here()),
                                Shown.size(done.total()),
                                100 * done.here() / done.total(),
                                rate,
                                done.left().toSeconds());
    }

    private FetchSettings settings() throws StorageException {
        try {
            FetchSettings settings =
                    FetchSettings.DEFAULT.withTransfer(
                            TransferSettings.DEFAULT
                                    .withParallel(config.parallel())
                                    .withLimits(
                                            new TransferLimits(
                                                    config.maxBytes().asLongValue(),
                                                    config.maxFiles())));
            settings = settings.withTrust(trust());
            Optional<Path> cache = config.cache();
            if (cache.isPresent()) {
                long size = config.cacheSize().map(one -> one.asLongValue()).orElse(Long.MAX_VALUE);
                settings = settings.withCache(cache.get(), size);
            }
            Optional<String> sha256 = config.sha256();
            return sha256.isEmpty()
                    ? settings
                    : settings.withSha256(RequestedDigest.parse(sha256.get()));
        } catch (IllegalArgumentException outOfBounds) {
            throw new StorageException("serval.storage: " + outOfBounds.getMessage(), outOfBounds);
        }
    }

    private TrustPolicy trust() throws StorageException {
        return TrustPolicy.of(
                config.verify(),
                config.keys().orElse(List.of()),
                config.roots().orElse(List.of()),
                config.identities().orElse(List.of()));
    }

    private Path workspace() throws StorageException {
        try {
            return config.dir().isPresent()
                    ? Files.createDirectories(config.dir().get().toAbsolutePath())
                    : Files.createTempDirectory("serval-model-");
        } catch (IOException unwritable) {
            throw new StorageException(
                    "no folder can be made for the fetched model: " + unwritable, unwritable);
        }
    }

    @Override
    public synchronized void close() {
        held.forEach(FetchedModel::close);
        held.clear();
    }

    private final class Watching implements FetchListener {
        @Override
        public void began(Listing listing, TransferProgress begun) {
            progress = begun;
            listener.began(listing, begun);
        }

        @Override
        public void arrived(Listing listing, TransferProgress done) {
            listener.arrived(listing, done);
        }

        @Override
        public void warned(String message) {
            listener.warned(message);
        }

        @Override
        public void finished(StorageUri uri, FetchedModel model) {
            progress = null;
            listener.finished(uri, model);
        }
    }
}
