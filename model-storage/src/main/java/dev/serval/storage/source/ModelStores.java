package dev.serval.storage.source;

import java.util.List;
import java.util.ServiceLoader;
import java.util.stream.Collectors;

/// The stores of this process, and the choice among them. Where two understand a URI, the first is
/// asked.
public final class ModelStores {
    private static final int LONGEST_CHAIN = 5;

    private final List<ModelStore> stores;

    public ModelStores(List<ModelStore> stores) {
        this.stores = List.copyOf(stores);
    }

    /// Every store on the class path, in the order in which the service files list them.
    public static ModelStores installed() {
        return new ModelStores(
                ServiceLoader.load(ModelStore.class, ModelStores.class.getClassLoader()).stream()
                        .map(ServiceLoader.Provider::get)
                        .toList());
    }

    /// Where the model is, also if one store refers to another.
    ///
    /// @return [Location.Here] or [Location.Remote]
    /// @throws StorageException if no store knows the scheme, listing the known ones, or if the
    ///   store does not have the model
    public Location locate(StorageUri uri, StoreAccess access) throws StorageException {
        StorageUri asked = uri;
        for (int hop = 0; hop < LONGEST_CHAIN; hop++) {
            Location location = locate(require(asked), asked, access);
            if (!(location instanceof Location.Elsewhere elsewhere)) {
                return location;
            }
            asked = elsewhere.uri();
        }
        throw new StorageException(
                "storage URI '%s' leads from one registry to the next, at last to '%s', without end"
                        .formatted(uri, asked));
    }

    /// A store's library may fail in ways of its own.
    private static Location locate(ModelStore store, StorageUri uri, StoreAccess access)
            throws StorageException {
        try {
            return store.locate(uri, access);
        } catch (SettingException unusable) {
            throw unusable.whileFetching(uri);
        } catch (RuntimeException defect) {
            throw new StorageException(
                    "storage URI '%s': the store of %s: it cannot be asked: %s"
                            .formatted(uri, uri.scheme(), Shown.defect(defect)),
                    defect);
        }
    }

    private ModelStore require(StorageUri uri) throws StorageException {
        for (ModelStore store : stores) {
            if (store.understands(uri)) {
                return store;
            }
        }
        throw new StorageException(
                "storage URI '%s': scheme '%s' is not known, expected one of %s"
                        .formatted(uri, uri.scheme(), knownSchemes()));
    }

    private String knownSchemes() {
        return stores.stream()
                .flatMap(store -> store.schemes().stream())
                .distinct()
                .sorted()
                .collect(Collectors.joining(", "));
    }
}
