package dev.serval.storage.fetch;

import dev.serval.storage.archive.Archive;
import dev.serval.storage.archive.ArchiveException;
import dev.serval.storage.archive.ArchiveKind;
import dev.serval.storage.archive.ImageLayers;
import dev.serval.storage.archive.Trees;
import dev.serval.storage.archive.UnpackLimits;
import dev.serval.storage.source.Listing;
import dev.serval.storage.source.StorageException;
import dev.serval.storage.source.StorageUri;
import dev.serval.storage.transfer.Disk;
import dev.serval.storage.transfer.TransferLimits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Makes a model's directory of what was fetched for it: the files as they are, what is in the one
/// archive among them, or a folder of an image's layers.
record Assembly(StorageUri uri, TransferLimits limits) {
    /// @param files what was fetched, which is gone afterwards
    /// @param model the directory that is made
    void assemble(Listing listing, Path files, Path model) throws StorageException {
        try {
            Trees.delete(model);
            switch (listing.packaging()) {
                case FILES -> assembleFiles(files, model);
                case IMAGE_LAYERS -> assembleImage(listing, files, model);
            }
        } catch (ArchiveException refused) {
            throw refusal(refused.getMessage(), refused);
        } catch (IOException unwritable) {
            throw Disk.refusal(uri, model, unwritable);
        }
    }

    private void assembleFiles(Path files, Path model) throws IOException, StorageException {
        Optional<Path> archive = onlyArchive(files);
        if (archive.isEmpty()) {
            Files.move(files, model);
            return;
        }
        unpack(archive.get(), model);
        Trees.delete(files);
    }

    /// Unpacks one archive into a new directory.
    void unpack(Path archive, Path model) throws StorageException {
        ArchiveKind kind = ArchiveKind.of(name(archive)).orElseThrow();
        try {
            new Archive(archive, kind).unpack(Files.createDirectories(model), unpackLimits());
            requireContent(model, "archive '%s'".formatted(name(archive)));
        } catch (ArchiveException refused) {
            throw refusal(
                    "archive '%s': %s".formatted(name(archive), refused.getMessage()), refused);
        } catch (IOException unwritable) {
            throw Disk.refusal(uri, model, unwritable);
        }
    }

    private void assembleImage(Listing listing, Path files, Path model)
            throws IOException, StorageException {
        List<Path> layers =
                listing.files().stream().map(file -> files.resolve(file.path())).toList();
        ImageLayers.unpack(layers, Files.createDirectories(model), unpackLimits());
        requireContent(model, "the image has nothing in /models: it");
        Trees.delete(files);
    }

    private void requireContent(Path model, String what) throws IOException, StorageException {
        try (Stream<Path> entries = Files.list(model)) {
            if (entries.findAny().isEmpty()) {
                throw refusal(what + " is empty", null);
            }
        }
    }

    /// The one file, if there is one alone and it is an archive.
    private static Optional<Path> onlyArchive(Path files) throws IOException {
        try (Stream<Path> entries = Files.list(files)) {
            List<Path> first = entries.limit(2).toList();
            return first.size() == 1
                            && Files.isRegularFile(first.getFirst())
                            && ArchiveKind.of(name(first.getFirst())).isPresent()
                    ? Optional.of(first.getFirst())
                    : Optional.empty();
        }
    }

    private UnpackLimits unpackLimits() {
        return new UnpackLimits(limits.maxBytes(), limits.maxFiles());
    }

    private StorageException refusal(
            String cause, @org.jspecify.annotations.Nullable Throwable reason) {
        return new StorageException("storage URI '%s': %s".formatted(uri, cause), reason);
    }

    private static String name(Path path) {
        return String.valueOf(path.getFileName());
    }
}
