package dev.serval.storage.fetch;

import dev.serval.storage.cache.NodeCache;
import dev.serval.storage.source.Listing;
import dev.serval.storage.source.StorageException;
import dev.serval.storage.transfer.Transfer;
import dev.serval.storage.transfer.TransferProgress;
import java.nio.file.Path;

/// Fetches a listing's files, makes a model of them and verifies it.
record Download(Listing listing, FetchSettings settings, FetchListener listener) {
    /// @param partial what an earlier attempt left, if any; afterwards holds the model
    void into(Path partial) throws StorageException {
        Path files = partial.resolve("files");
        Path model = partial.resolve(NodeCache.MODEL);
        TransferProgress progress = new TransferProgress(System::nanoTime);
        listener.began(listing, progress);
        new Transfer(settings.transfer())
                .fetch(listing, files, partial.resolve("journal"), progress);
        listener.arrived(listing, progress);
        Verification verification = Verification.of(settings, listener);
        verification.requireDigest(listing.uri(), files);
        new Assembly(listing.uri(), settings.transfer().limits()).assemble(listing, files, model);
        verification.requireContent(listing.uri(), model);
    }
}
