package dev.serval.storage.archive;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/// Unpacks archives that come from anywhere.
///
/// @param file the archive
public record Archive(Path file, ArchiveKind kind) {
    private static final int BUFFER = 128 << 10;

    /// Writes what is in the archive into an empty directory.
    ///
    /// @throws ArchiveException if it is broken, or would write elsewhere, or more than it may
    /// @throws IOException if it cannot be read, or the directory not be written
    public void unpack(Path directory, UnpackLimits limits) throws IOException {
        UnpackedTree tree = new UnpackedTree(directory, limits);
        switch (kind) {
            case TAR -> unpackTar(tree, false);
            case TAR_GZ -> unpackTar(tree, true);
            case ZIP -> unpackZip(tree);
        }
        tree.finish();
    }

    private void unpackTar(UnpackedTree tree, boolean compressed) throws IOException {
        try (CountedStream counted =
                        new CountedStream(
                                new BufferedInputStream(Files.newInputStream(file), BUFFER));
                InputStream in = compressed ? new GZIPInputStream(counted, BUFFER) : counted) {
            TarReader tar = new TarReader(new BufferedInputStream(in, BUFFER));
            for (Optional<TarEntry> entry = tar.next(); entry.isPresent(); entry = tar.next()) {
                add(tree, entry.get(), tar, counted);
            }
        } catch (EOFException | ZipException broken) {
            throw new ArchiveException("it is broken: " + broken.getMessage());
        }
    }

    static void add(UnpackedTree tree, TarEntry entry, TarReader tar, CountedStream counted)
            throws IOException {
        switch (entry.type()) {
            case FILE -> tree.file(entry.name(), tar::read, counted::count);
            case DIRECTORY -> tree.directory(entry.name());
            case HARD_LINK -> tree.hardLink(entry.name(), entry.target());
            case SYMBOLIC_LINK -> tree.symbolicLink(entry.name(), entry.target());
            case OTHER ->
                    throw tree.refused(entry.name(), "neither a file nor a directory nor a link");
        }
    }

    private void unpackZip(UnpackedTree tree) throws IOException {
        try (ZipFile zip = new ZipFile(file.toFile())) {
            long size = Files.size(file);
            Enumeration<? extends ZipEntry> entries = zip.entries();
            while (entries.hasMoreElements()) {
                ZipEntry entry = entries.nextElement();
                if (entry.isDirectory()) {
                    tree.directory(entry.getName());
                    continue;
                }
                try (InputStream in = zip.getInputStream(entry)) {
                    tree.file(entry.getName(), in::read, () -> size);
                }
            }
        } catch (EOFException | ZipException broken) {
            throw new ArchiveException("it is broken: " + broken.getMessage());
        }
    }
}
