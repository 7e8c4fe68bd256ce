package dev.serval.storage.source;

import java.util.Set;

/// A kind of place that keeps models. Found by [java.util.ServiceLoader]: to make one costs
/// nothing, and what it needs is loaded when it is first asked. Threads share it.
public interface ModelStore {
    /// The schemes of the URIs it understands, in lower case.
    Set<String> schemes();

    /// Whether it understands this URI; several stores may share a scheme.
    default boolean understands(StorageUri uri) {
        return schemes().contains(uri.scheme());
    }

    /// Finds out where the model is and what belongs to it, and fetches none of it.
    ///
    /// @param uri that it [#understands]
    /// @throws StorageException naming the URI, the store and the cause
    /// @throws SettingException naming what the store cannot be asked by
    Location locate(StorageUri uri, StoreAccess access) throws StorageException, SettingException;
}
