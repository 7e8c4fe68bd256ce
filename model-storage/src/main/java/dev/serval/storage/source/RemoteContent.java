package dev.serval.storage.source;

import java.io.IOException;
import java.io.InputStream;

/// The bytes of a file in a store. Threads share it.
public interface RemoteContent {
    /// Whether [#open] can begin and end anywhere. One that cannot is always opened whole.
    boolean isRanged();

    /// Opens the bytes from `from` up to, not including, `to`.
    ///
    /// @param to [Long#MAX_VALUE] for the end of a file whose size nobody knows
    /// @throws IOException if it may go better another time
    /// @throws StorageException if it won't: the file is gone, has changed, or is denied
    InputStream open(long from, long to) throws IOException, StorageException;
}
