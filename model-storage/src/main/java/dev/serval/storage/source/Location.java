package dev.serval.storage.source;

import java.nio.file.Path;

/// Where a URI leads.
public sealed interface Location {
    /// The model is on this machine: a directory, or a single file.
    record Here(Path path) implements Location {}

    /// The model is in a store, and has to be fetched.
    record Remote(Listing listing) implements Location {}

    /// A registry says that the model lies under another URI.
    record Elsewhere(StorageUri uri) implements Location {}
}
