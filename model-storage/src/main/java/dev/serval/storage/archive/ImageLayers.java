package dev.serval.storage.archive;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/// The layers of a container image (OCI image specification, "Image Layer Filesystem Changeset"),
/// of which one folder is wanted: `/models`, where KServe's model images keep theirs.
public final class ImageLayers {
    private static final int BUFFER = 128 << 10;
    private static final String FOLDER = "models";
    private static final String WHITEOUT = ".wh.";
    private static final String OPAQUE = ".wh..wh..opq";

    private final UnpackedTree tree;
    private long earlier;

    private ImageLayers(UnpackedTree tree) {
        this.tree = tree;
    }

    /// Writes the folder into an empty directory.
    ///
    /// @param layers the lowest first, each a tar archive, compressed with gzip or not
    public static void unpack(List<Path> layers, Path directory, UnpackLimits limits)
            throws IOException {
        ImageLayers image = new ImageLayers(new UnpackedTree(directory, limits));
        for (Path layer : layers) {
            image.apply(layer);
        }
        image.tree.finish();
    }

    private void apply(Path layer) throws IOException {
        try (CountedStream counted =
                        new CountedStream(
                                new BufferedInputStream(Files.newInputStream(layer), BUFFER));
                InputStream in = decompressed(counted)) {
            TarReader tar = new TarReader(new BufferedInputStream(in, BUFFER));
            for (Optional<TarEntry> entry = tar.next(); entry.isPresent(); entry = tar.next()) {
                String name = inFolder(entry.get().name());
                if (!name.isEmpty()) {
                    apply(entry.get(), name, tar, counted);
                }
            }
            earlier += counted.count();
        } catch (EOFException | ZipException broken) {
            throw new ArchiveException(
                    "layer %s is broken: %s".formatted(layer.getFileName(), broken.getMessage()));
        }
    }

    private void apply(TarEntry entry, String path, TarReader tar, CountedStream counted)
            throws IOException {
        String name = path.substring(path.lastIndexOf('/') + 1);
        String parent = path.substring(0, path.length() - name.length());
        if (name.equals(OPAQUE)) {
            tree.clear(parent.isEmpty() ? "." : parent);
            return;
        }
        if (name.startsWith(WHITEOUT)) {
            tree.remove(parent + name.substring(WHITEOUT.length()));
            return;
        }
        switch (entry.type()) {
            case FILE -> tree.file(path, tar::read, () -> earlier + counted.count());
            case DIRECTORY -> tree.directory(path);
            case HARD_LINK -> tree.hardLink(path, inFolder(entry.target()));
            case SYMBOLIC_LINK -> tree.symbolicLink(path, relative(path, entry.target()));
            case OTHER -> throw tree.refused(path, "neither a file nor a directory nor a link");
        }
    }

    private static InputStream decompressed(CountedStream counted) throws IOException {
        java.io.PushbackInputStream peeked = new java.io.PushbackInputStream(counted, 2);
        byte[] magic = peeked.readNBytes(2);
        peeked.unread(magic);
        boolean isGzip =
                magic.length == 2 && (magic[0] & 0xff) == 0x1f && (magic[1] & 0xff) == 0x8b;
        return isGzip ? new GZIPInputStream(peeked, BUFFER) : peeked;
    }

    /// The path below the folder; empty for what is not in it.
    private static String inFolder(String name) {
        String path = name.replaceFirst("^(\\./|/)+", "");
        return path.startsWith(FOLDER + "/") ? path.substring(FOLDER.length() + 1) : "";
    }

    /// A link's target seen from where the link is, if it names a place in the folder absolutely.
    private static String relative(String path, String target) {
        if (!target.startsWith("/" + FOLDER + "/")) {
            return target;
        }
        Path parent = Path.of("/" + FOLDER + "/" + path).getParent();
        return parent == null ? target : parent.relativize(Path.of(target)).toString();
    }
}
