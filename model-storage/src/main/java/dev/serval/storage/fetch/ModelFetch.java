package dev.serval.storage.fetch;

import dev.serval.storage.archive.ArchiveKind;
import dev.serval.storage.archive.Trees;
import dev.serval.storage.cache.CachedModel;
import dev.serval.storage.cache.NodeCache;
import dev.serval.storage.fetch.FetchedModel.Source;
import dev.serval.storage.source.Checksum;
import dev.serval.storage.source.Listing;
import dev.serval.storage.source.Location;
import dev.serval.storage.source.ModelStores;
import dev.serval.storage.source.SettingException;
import dev.serval.storage.source.Shown;
import dev.serval.storage.source.StorageException;
import dev.serval.storage.source.StorageUri;
import dev.serval.storage.source.StoreAccess;
import dev.serval.storage.transfer.Disk;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;

/// Makes a model a local directory, wherever it is kept.
public final class ModelFetch {
    private final ModelStores stores;
    private final StoreAccess access;
    private final FetchSettings settings;
    private final FetchListener listener;
    private final Optional<NodeCache> cache;

    private ModelFetch(
            ModelStores stores,
            StoreAccess access,
            FetchSettings settings,
            FetchListener listener,
            Optional<NodeCache> cache) {
        this.stores = stores;
        this.access = access;
        this.settings = settings;
        this.listener = listener;
        this.cache = cache;
    }

    /// A fetch from every store on the class path.
    ///
    /// @throws SettingException if the cache cannot be used
    public static ModelFetch of(StoreAccess access, FetchSettings settings, FetchListener listener)
            throws SettingException {
        Optional<NodeCache> cache = Optional.empty();
        if (settings.cache().isPresent()) {
            cache =
                    Optional.of(
                            NodeCache.in(
                                    settings.cache().get(),
                                    settings.cacheBytes(),
                                    Clock.systemUTC()));
        }
        return new ModelFetch(
                ModelStores.installed(),
                access.with(settings.transfer().retry()),
                settings,
                listener,
                cache);
    }

    /// The model where it may be used but not changed: where it is, in the cache, or in a folder of
    /// the workspace.
    ///
    /// @param workspace where models are kept that have no other place; the same one another time
    ///   lets a fetch go on that was killed
    /// @throws StorageException naming the URI, the store and the cause
    public FetchedModel fetch(StorageUri uri, Path workspace) throws StorageException {
        try {
            FetchedModel model =
                    switch (locate(uri)) {
                        case Location.Here here -> local(uri, here.path(), workspace);
                        case Location.Remote remote -> fetch(filtered(remote), workspace);
                        case Location.Elsewhere astray ->
                                throw new IllegalStateException("unresolved " + astray);
                    };
            listener.finished(uri, model);
            return model;
        } catch (RuntimeException defect) {
            throw unforeseen(uri, defect);
        }
    }

    /// The model in a directory of its own, which appears when it is complete.
    ///
    /// @param directory a new one, an empty one, or one that an earlier call made
    /// @throws StorageException naming the URI, the store and the cause
    public void pull(StorageUri uri, Path directory) throws StorageException {
        try {
            PulledDirectory target = PulledDirectory.of(uri, directory);
            switch (locate(uri)) {
                case Location.Here here ->
                        target.publish(
                                Optional.empty(), partial -> copy(uri, here.path(), partial));
                case Location.Remote remote -> pull(filtered(remote), target);
                case Location.Elsewhere astray ->
                        throw new IllegalStateException("unresolved " + astray);
            }
            listener.finished(uri, new FetchedModel(directory, Source.STORE, Optional.empty()));
        } catch (RuntimeException defect) {
            throw unforeseen(uri, defect);
        }
    }

    /// What nobody thought of is told with the URI, too.
    private static StorageException unforeseen(StorageUri uri, RuntimeException defect) {
        return new StorageException(
                "storage URI '%s': it cannot be fetched: %s".formatted(uri, Shown.defect(defect)),
                defect);
    }

    private Location locate(StorageUri uri) throws StorageException {
        return stores.locate(uri, access);
    }

    private Listing filtered(Location.Remote remote) throws StorageException {
        try {
            return FileFilter.from(access).apply(remote.listing());
        } catch (SettingException unusable) {
            throw unusable.whileFetching(remote.listing().uri());
        }
    }

    private FetchedModel fetch(Listing listing, Path workspace) throws StorageException {
        String key = key(listing);
        Download download = download(listing);
        if (cache.isPresent() && listing.isIdentified()) {
            CachedModel cached =
                    cache.get().acquire(listing.uri(), key, listing.knownBytes(), download::into);
            return new FetchedModel(
                    cached.directory(),
                    cached.isHit() ? Source.CACHE : Source.STORE,
                    Optional.of(cached));
        }
        Path directory = workspace.resolve(key);
        PulledDirectory.of(listing.uri(), directory).publish(known(listing), download::into);
        return new FetchedModel(directory, Source.STORE, Optional.empty());
    }

    private void pull(Listing listing, PulledDirectory target) throws StorageException {
        Download download = download(listing);
        if (cache.isEmpty() || !listing.isIdentified()) {
            target.publish(known(listing), download::into);
            return;
        }
        try (CachedModel cached =
                cache.get()
                        .acquire(
                                listing.uri(),
                                key(listing),
                                listing.knownBytes(),
                                download::into)) {
            target.publish(
                    known(listing),
                    partial -> LinkedTree.make(listing.uri(), cached.directory(), model(partial)));
        }
    }

    /// The key, if it tells these bytes from others.
    private Optional<String> known(Listing listing) {
        return listing.isIdentified() ? Optional.of(key(listing)) : Optional.empty();
    }

    private Download download(Listing listing) {
        return new Download(listing, settings, listener);
    }

    /// What a model is, and what it was held against.
    private String key(Listing listing) {
        return sum(listing.identity() + settings.sha256() + settings.trust());
    }

    private static String sum(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        Checksum.Sum sum = Checksum.Algorithm.SHA256.start(bytes.length);
        sum.add(bytes, bytes.length);
        return sum.hex();
    }

    private FetchedModel local(StorageUri uri, Path path, Path workspace) throws StorageException {
        if (Files.isDirectory(path)) {
            Verification.of(settings, listener).require(uri, path, path);
            return new FetchedModel(path, Source.LOCAL, Optional.empty());
        }
        // Files of one name, from different folders, are kept apart.
        Path directory = workspace.resolve(sum(path.toString()));
        try {
            Trees.delete(directory);
            Files.createDirectories(workspace);
        } catch (IOException unwritable) {
            throw Disk.refusal(uri, directory, unwritable);
        }
        PulledDirectory.of(uri, directory)
                .publish(Optional.empty(), partial -> link(uri, path, partial));
        return new FetchedModel(directory, Source.LOCAL, Optional.empty());
    }

    /// A single file, in a directory without its neighbours.
    private void link(StorageUri uri, Path file, Path partial) throws StorageException {
        if (ArchiveKind.of(file.toString()).isPresent()) {
            copy(uri, file, partial);
            return;
        }
        try {
            Path model = Files.createDirectories(model(partial));
            Files.createSymbolicLink(model.resolve(String.valueOf(file.getFileName())), file);
            Verification.of(settings, listener).require(uri, model, model);
        } catch (IOException unwritable) {
            throw Disk.refusal(uri, partial, unwritable);
        }
    }

    private void copy(StorageUri uri, Path path, Path partial) throws StorageException {
        Path model = model(partial);
        if (Files.isRegularFile(path) && ArchiveKind.of(path.toString()).isPresent()) {
            Verification.of(settings, listener).requireDigest(uri, path);
            new Assembly(uri, settings.transfer().limits()).unpack(path, model);
            Verification.of(settings, listener).requireContent(uri, model);
            return;
        }
        LinkedTree.copy(uri, path, model, settings.transfer().limits());
        Verification.of(settings, listener).require(uri, model, model);
    }

    private static Path model(Path partial) {
        return partial.resolve(NodeCache.MODEL);
    }
}
