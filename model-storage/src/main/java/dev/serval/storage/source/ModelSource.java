package dev.serval.storage.source;

import java.nio.file.Path;
import java.util.Set;

/// A kind of place that keeps models. Found by [java.util.ServiceLoader]; threads share it.
public interface ModelSource {
    /// The schemes of the URIs it understands, in lower case.
    Set<String> schemes();

    /// Makes the model a local directory, complete and verified when this returns.
    ///
    /// @param uri of one of [#schemes]
    /// @param workspace an empty directory for what has to be written; a source that finds the
    ///   model on this machine may leave it empty and answer where that is
    /// @throws StorageException naming the URI and the cause
    Path fetch(StorageUri uri, Path workspace) throws StorageException;
}
