package dev.serval.storage.fetch;

import dev.serval.storage.source.Listing;
import dev.serval.storage.source.StorageUri;
import dev.serval.storage.transfer.TransferProgress;

/// Who wants to know how a model comes. Called by the thread that fetches it.
public interface FetchListener {
    /// Nobody.
    FetchListener SILENT = new FetchListener() {};

    /// The files are known and their bytes begin to come, as `progress` tells from now on.
    default void began(Listing listing, TransferProgress progress) {}

    /// All bytes are here; they are unpacked and verified.
    default void arrived(Listing listing, TransferProgress progress) {}

    /// The model is used all the same, though someone should know this of it.
    default void warned(String message) {}

    /// The model can be used.
    default void finished(StorageUri uri, FetchedModel model) {}
}
