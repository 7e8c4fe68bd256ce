package dev.serval.fetching.stored;

import dev.serval.inference.contract.RuntimeDefaults;
import dev.serval.storage.archive.Trees;
import dev.serval.storage.credentials.StorageSecret;
import dev.serval.storage.fetch.FetchListener;
import dev.serval.storage.fetch.FetchSettings;
import dev.serval.storage.fetch.FetchedModel;
import dev.serval.storage.fetch.ModelFetch;
import dev.serval.storage.fetch.PlacedModels;
import dev.serval.storage.fetch.PlacedModels.Placed;
import dev.serval.storage.source.Listing;
import dev.serval.storage.source.SettingException;
import dev.serval.storage.source.Shown;
import dev.serval.storage.source.StorageException;
import dev.serval.storage.source.StorageUri;
import dev.serval.storage.source.StoreAccess;
import dev.serval.storage.transfer.TransferProgress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// The model that this process fetches for itself, or several, each with its place, and files that
/// are wanted beside it. While they come it can be asked how far they are; in the cache they stay
/// for as long as the process uses them.
public final class StoredModel implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(StoredModel.class);

    /// Where a pod would have the one model mounted.
    private static final Path MODELS = Path.of(RuntimeDefaults.MODEL_DIR);

    private final StorageConfig config;
    private final StoreAccess access;
    private final FetchListener listener;
    private final List<FetchedModel> held = new ArrayList<>();
    private @Nullable Path temporary;
    private volatile @Nullable Coming coming;
    private UnaryOperator<Path> places = path -> path;

    /// What is on its way.
    private record Coming(StorageUri uri, TransferProgress progress) {}

    /// @param listener who else wants to know how the model comes
    public StoredModel(StorageConfig config, StoreAccess access, FetchListener listener) {
        this.config = config;
        this.access = access;
        this.listener = listener;
    }

    /// Whether there is one to fetch.
    public boolean isAsked() {
        return config.uri().isPresent() || arePlaced();
    }

    /// Whether there are several, each with its place.
    public boolean arePlaced() {
        return config.uris().isPresent();
    }

    /// Fetches the model, which takes its time; or all of them.
    ///
    /// @param directory where a model is that was not fetched by this process
    /// @return the model's directory, complete and verified; of several, what is at `directory` or
    ///   below it
    public synchronized Path fetch(Path directory) throws StorageException {
        Optional<String> several = config.uris();
        if (several.isEmpty()) {
            Path whole = fetch(config.uri().orElse("")).directory();
            places = path -> inPlace(path, whole);
            return whole;
        }
        if (config.uri().isPresent()) {
            throw new StorageException(
                    "serval.storage.uri and serval.storage.uris are both given, expected one of them");
        }
        places = placed(StoredUri.parse(several.get()))::find;
        return find(directory);
    }

    /// Where a file of the model is that was fetched: a path that a pod would have it at, where it
    /// is mounted, is one in what was fetched. Any other path is as it is.
    public synchronized Path find(Path path) {
        return places.apply(path);
    }

    /// Whether a path may be one of the model's files, which are not there before it is fetched.
    public boolean brings(Path path) {
        return isAsked() && (arePlaced() || path.normalize().startsWith(MODELS));
    }

    /// What was fetched may itself lie below where a pod would have it mounted.
    static Path inPlace(Path path, Path whole) {
        Path wanted = path.normalize();
        return wanted.startsWith(MODELS) && !wanted.startsWith(whole)
                ? whole.resolve(MODELS.relativize(wanted))
                : path;
    }

    private PlacedModels placed(List<StoredUri> uris) throws StorageException {
        if (config.sha256().isPresent()) {
            throw new StorageException(
                    "serval.storage.sha256 and serval.storage.uris are both given, expected a digest of one URI");
        }
        close();
        List<Placed> models = new ArrayList<>();
        for (StoredUri uri : uris) {
            FetchedModel model = fetch(uri.uri());
            models.add(
                    new Placed(
                            StorageSecret.apply(uri.uri(), access).uri(),
                            uri.mountPath(),
                            model.directory()));
        }
        PlacedModels placed = new PlacedModels(workspace().resolve("placed"), models);
        placed.make();
        return placed;
    }

    /// Fetches what is wanted beside the model, as the model is fetched; only the requested digest
    /// is the model's alone.
    ///
    /// @return a folder with nothing else in it, complete and verified, or a folder of this machine
    public synchronized Path fetchBeside(String uri) throws StorageException {
        return fetch(uri, FetchSettings::withoutSha256).directory();
    }

    private FetchedModel fetch(String uri) throws StorageException {
        return fetch(uri, settings -> settings);
    }

    private FetchedModel fetch(String uri, UnaryOperator<FetchSettings> change)
            throws StorageException {
        StorageSecret secret = StorageSecret.apply(uri, access);
        try {
            FetchSettings settings = change.apply(StorageSettings.of(config));
            FetchedModel model =
                    ModelFetch.of(secret.access(), settings, new Watching())
                            .fetch(secret.uri(), workspace());
            held.add(model);
            return model;
        } catch (SettingException unusable) {
            throw unusable.whileFetching(secret.uri());
        }
    }

    /// Whether all came from stores, and none is used where it was on this machine.
    public synchronized boolean isFetched() {
        return !held.isEmpty()
                && held.stream().noneMatch(model -> model.source() == FetchedModel.Source.LOCAL);
    }

    /// How far what is on its way has come, as a sentence; empty if nothing is.
    public String progress() {
        Coming now = coming;
        if (now == null) {
            return "";
        }
        TransferProgress.Snapshot done = now.progress().snapshot();
        String rate = Shown.size(Math.round(done.rate()));
        return done.total() == 0
                ? "%s is being fetched: %s so far, %s/s."
                        .formatted(now.uri(), Shown.size(done.here()), rate)
                : "%s is being fetched: %s of %s (%d %%), %s/s, %d s left."
                        .formatted(
                                now.uri(),
                                Shown.size(done.here()),
                                Shown.size(done.total()),
                                100 * done.here() / done.total(),
                                rate,
                                done.left().toSeconds());
    }

    private Path workspace() throws StorageException {
        try {
            if (config.dir().isPresent()) {
                return Files.createDirectories(config.dir().get().toAbsolutePath());
            }
            Path known = temporary;
            Path folder = known == null ? Files.createTempDirectory("serval-model-") : known;
            temporary = folder;
            return folder;
        } catch (IOException unwritable) {
            throw new StorageException(
                    "no folder can be made for the fetched model: " + unwritable, unwritable);
        }
    }

    /// Lets go of the models, and removes what was fetched into a temporary folder.
    @Override
    public synchronized void close() {
        held.forEach(FetchedModel::close);
        held.clear();
        Path folder = temporary;
        temporary = null;
        if (folder == null) {
            return;
        }
        try {
            Trees.delete(folder);
        } catch (IOException left) {
            LOG.warnf("%s cannot be removed: %s", folder, left.getMessage());
        }
    }

    private final class Watching implements FetchListener {
        @Override
        public void began(Listing listing, TransferProgress begun) {
            coming = new Coming(listing.uri(), begun);
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
            coming = null;
            listener.finished(uri, model);
        }
    }
}
