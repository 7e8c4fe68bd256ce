package dev.serval.engine.sklearn.pickle;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import java.util.zip.InflaterInputStream;
import java.util.zip.ZipException;

/// A file with one pickle, perhaps compressed as joblib does.
public final class PickleFile {
    private static final long LARGEST = Integer.MAX_VALUE - 8L;
    private static final long ALWAYS_ALLOWED = 64L << 20;
    private static final int MOST_TIMES = 100;

    private PickleFile() {}

    /// What the file holds.
    ///
    /// @throws PickleException if it is no pickle, or one that is not read
    public static Pickled read(Path file, Attachment attachment) throws IOException {
        if (Files.size(file) > LARGEST) {
            throw new PickleException(
                    "it has %d bytes, expected at most %d".formatted(Files.size(file), LARGEST));
        }
        return read(Files.readAllBytes(file), attachment);
    }

    static Pickled read(byte[] content, Attachment attachment) throws IOException {
        byte[] plain = decompress(content);
        Value value = new PickleReader(new ByteSource(plain), attachment).read();
        return new Pickled(value, plain.length);
    }

    private static byte[] decompress(byte[] content) throws IOException {
        ByteArrayInputStream in = new ByteArrayInputStream(content);
        try {
            return decompress(content, in);
        } catch (EOFException | ZipException broken) {
            throw new PickleException("its compressed bytes are broken or cut off", broken);
        }
    }

    private static byte[] decompress(byte[] content, InputStream in) throws IOException {
        return switch (Compression.of(content)) {
            case NONE -> content;
            case ZLIB -> inflate(new InflaterInputStream(in), content.length);
            case GZIP -> inflate(new GZIPInputStream(in), content.length);
            case LZ4 -> Lz4Frame.decompress(content, limit(content.length));
            case BZIP2, XZ, LZMA, JOBLIB_OLD, ZIP -> throw refused(Compression.of(content));
        };
    }

    private static PickleException refused(Compression compression) {
        return new PickleException(
                "it is compressed with %s, expected zlib, gzip, lz4 or none; write it again with"
                                .formatted(compression.title())
                        + " joblib.dump(model, file, compress=3)");
    }

    /// A few bytes may stand for very many, so there is a limit.
    private static int limit(int compressed) {
        return (int) Math.min(LARGEST, ALWAYS_ALLOWED + (long) MOST_TIMES * compressed);
    }

    private static byte[] inflate(InputStream in, int compressed) throws IOException {
        int limit = limit(compressed);
        try (in) {
            byte[] bytes = in.readNBytes(limit);
            if (bytes.length == limit && in.read() >= 0) {
                throw new PickleException(
                        "%d compressed bytes become more than %d".formatted(compressed, limit));
            }
            return bytes;
        }
    }
}
