package dev.serval.engine.sklearn.skops;

import dev.serval.engine.sklearn.pickle.ByteSpan;
import dev.serval.engine.sklearn.pickle.PickleException;
import dev.serval.engine.sklearn.pickle.Value.Text;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/// The members of a skops file, which lie in no folder. What they unpack to has a limit in all, by
/// the size of the file, whatever they say of themselves; each is unpacked once.
final class Members {
    private static final String SCHEMA = "schema.json";
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_-]{1,80}[.][a-z]{1,10}");
    private static final long ALWAYS_ALLOWED = 64L << 20;
    private static final int MOST_TIMES = 100;
    private static final int LARGEST = Integer.MAX_VALUE - 8;

    private final ZipFile zip;
    private final long fileSize;
    private final long limit;
    private final Map<String, ByteSpan> known = new HashMap<>();
    private long unpacked;

    Members(ZipFile zip, long fileSize) {
        this.zip = zip;
        this.fileSize = fileSize;
        this.limit = Math.min(LARGEST, ALWAYS_ALLOWED + MOST_TIMES * fileSize);
    }

    /// The tree of nodes, as text.
    byte[] schema() throws IOException {
        ZipEntry entry = zip.getEntry(SCHEMA);
        if (entry == null) {
            throw new PickleException("it has no %s, expected a skops file".formatted(SCHEMA));
        }
        return unpack(entry);
    }

    /// What is in the member that a node names.
    ByteSpan content(String name) throws IOException {
        ByteSpan before = known.get(name);
        if (before != null) {
            return before;
        }
        if (!PLAIN.matcher(name).matches()) {
            throw new PickleException(
                    "a node names the member %s, expected a plain file name"
                            .formatted(new Text(name).describe()));
        }
        ZipEntry entry = zip.getEntry(name);
        if (entry == null) {
            throw new PickleException("a node names '%s', which is not in it".formatted(name));
        }
        ByteSpan content = ByteSpan.of(unpack(entry));
        known.put(name, content);
        return content;
    }

    private byte[] unpack(ZipEntry entry) throws IOException {
        int left = (int) (limit - unpacked);
        try (InputStream in = zip.getInputStream(entry)) {
            byte[] bytes = in.readNBytes(left);
            if (bytes.length == left && in.read() >= 0) {
                throw new PickleException(
                        "its %d bytes become more than %d".formatted(fileSize, limit));
            }
            unpacked += bytes.length;
            return bytes;
        }
    }

    /// How many bytes were unpacked so far.
    long unpacked() {
        return unpacked;
    }
}
