package dev.serval.storage.fetch;

import dev.serval.storage.signature.ModelSignature;
import dev.serval.storage.signature.SignatureMode;
import dev.serval.storage.signature.TrustPolicy;
import dev.serval.storage.source.Checksum;
import dev.serval.storage.source.StorageException;
import dev.serval.storage.source.StorageUri;
import dev.serval.storage.transfer.FileSum;
import dev.serval.storage.verify.ChecksumFiles;
import dev.serval.storage.verify.RequestedDigest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// What a model is held against before it is used.
record Verification(Optional<RequestedDigest> sha256, TrustPolicy trust, FetchListener listener) {
    static Verification of(FetchSettings settings, FetchListener listener) {
        return new Verification(settings.sha256(), settings.trust(), listener);
    }

    /// Holds a model against everything.
    ///
    /// @param fetched the files as they were fetched
    /// @param model the directory that was made of them
    void require(StorageUri uri, Path fetched, Path model) throws StorageException {
        requireDigest(uri, fetched);
        requireContent(uri, model);
    }

    /// Holds what was fetched against the requested digest.
    void requireDigest(StorageUri uri, Path fetched) throws StorageException {
        if (sha256.isEmpty()) {
            return;
        }
        try {
            if (Files.isDirectory(fetched)) {
                sha256.get().require(uri, fetched);
                return;
            }
            sha256.get().require(uri, FileSum.of(fetched, Checksum.Algorithm.SHA256));
        } catch (IOException unreadable) {
            throw unreadable(uri, fetched, unreadable);
        }
    }

    /// Holds the model against what it says of itself.
    void requireContent(StorageUri uri, Path model) throws StorageException {
        try {
            ChecksumFiles.require(uri, model);
            if (trust.mode() != SignatureMode.OFF) {
                requireSignature(uri, model);
            }
        } catch (IOException unreadable) {
            throw unreadable(uri, model, unreadable);
        }
    }

    private void requireSignature(StorageUri uri, Path model) throws StorageException, IOException {
        Optional<String> defect = new ModelSignature(trust).defect(model);
        if (defect.isEmpty()) {
            return;
        }
        String message =
                "storage URI '%s': the model is not trusted: %s".formatted(uri, defect.get());
        if (trust.mode() == SignatureMode.REQUIRED) {
            throw new StorageException(message);
        }
        listener.warned(message);
    }

    private static StorageException unreadable(StorageUri uri, Path path, IOException cause) {
        return new StorageException(
                "storage URI '%s': %s cannot be read: %s".formatted(uri, path, cause), cause);
    }
}
