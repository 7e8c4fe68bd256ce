package dev.serval.storage.archive;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// Reads POSIX tar archives (IEEE 1003.1, "pax Interchange Format"), with GNU's long names and
/// numbers. It believes no length before the bytes are there, and ends at the first broken header.
final class TarReader {
    private static final int BLOCK = 512;
    private static final int LONGEST_TEXT = 1 << 20;

    private final InputStream in;
    private final byte[] header = new byte[BLOCK];
    private final Map<String, String> global = new HashMap<>();
    private long contentLeft;
    private int paddingLeft;

    TarReader(InputStream in) {
        this.in = in;
    }

    /// The next entry; empty at the end of the archive.
    Optional<TarEntry> next() throws IOException {
        Map<String, String> attributes = new HashMap<>(global);
        while (true) {
            skipRest();
            if (!readHeader()) {
                return Optional.empty();
            }
            requireChecksum();
            long size = number(124, 12);
            char type = (char) (header[156] & 0xff);
            switch (type) {
                case 'x' -> attributes.putAll(pax(size));
                case 'g' -> global.putAll(pax(size));
                case 'L' -> attributes.put("path", zeroTerminated(text(size)));
                case 'K' -> attributes.put("linkpath", zeroTerminated(text(size)));
                default -> {
                    return Optional.of(entry(type, size, attributes));
                }
            }
        }
    }

    /// Reads on in the content of the entry; -1 at its end.
    int read(byte[] buffer) throws IOException {
        if (contentLeft == 0) {
            return -1;
        }
        int read = in.read(buffer, 0, (int) Math.min(buffer.length, contentLeft));
        if (read < 0) {
            throw new ArchiveException("the archive ends inside a file");
        }
        contentLeft -= read;
        return read;
    }

    private TarEntry entry(char type, long size, Map<String, String> attributes)
            throws IOException {
        if (attributes.keySet().stream().anyMatch(key -> key.startsWith("GNU.sparse."))) {
            throw new ArchiveException("the archive holds a sparse file, which is not supported");
        }
        long real = attributes.containsKey("size") ? decimal(attributes.get("size")) : size;
        TarEntry.Type kind = type(type);
        begin(kind == TarEntry.Type.FILE || kind == TarEntry.Type.OTHER ? real : 0);
        String name = attributes.getOrDefault("path", name());
        boolean isDirectory = kind == TarEntry.Type.FILE && name.endsWith("/");
        return new TarEntry(
                name,
                isDirectory ? TarEntry.Type.DIRECTORY : kind,
                contentLeft,
                attributes.getOrDefault("linkpath", field(157, 100)));
    }

    private static TarEntry.Type type(char type) {
        return switch (type) {
            case '0', '\0', '7' -> TarEntry.Type.FILE;
            case '1' -> TarEntry.Type.HARD_LINK;
            case '2' -> TarEntry.Type.SYMBOLIC_LINK;
            case '5' -> TarEntry.Type.DIRECTORY;
            default -> TarEntry.Type.OTHER;
        };
    }

    private String name() {
        String name = field(0, 100);
        boolean isUstar = field(257, 6).startsWith("ustar") && header[257 + 5] == 0;
        String prefix = isUstar ? field(345, 155) : "";
        return prefix.isEmpty() ? name : prefix + "/" + name;
    }

    /// @return whether there is one
    private boolean readHeader() throws IOException {
        int read = in.readNBytes(header, 0, BLOCK);
        if (read == 0 || (read == BLOCK && isZero())) {
            return false;
        }
        if (read < BLOCK) {
            throw new ArchiveException("the archive ends inside a header");
        }
        return true;
    }

    private boolean isZero() {
        for (byte one : header) {
            if (one != 0) {
                return false;
            }
        }
        return true;
    }

    private void requireChecksum() throws IOException {
        long expected = number(148, 8);
        long sum = 0;
        for (int i = 0; i < BLOCK; i++) {
            sum += i >= 148 && i < 156 ? ' ' : header[i] & 0xff;
        }
        if (sum != expected) {
            throw new ArchiveException(
                    "it is no tar archive, or a broken one: a header's sum is wrong");
        }
    }

    private void begin(long size) throws IOException {
        if (size < 0) {
            throw new ArchiveException("the archive claims a file of %d bytes".formatted(size));
        }
        contentLeft = size;
        paddingLeft = (int) ((BLOCK - size % BLOCK) % BLOCK);
    }

    private void skipRest() throws IOException {
        in.skipNBytes(contentLeft + paddingLeft);
        contentLeft = 0;
        paddingLeft = 0;
    }

    /// The content of an entry that is about the next one.
    private String text(long size) throws IOException {
        if (size < 0 || size > LONGEST_TEXT) {
            throw new ArchiveException("the archive claims a name of %d bytes".formatted(size));
        }
        begin(size);
        byte[] bytes = in.readNBytes((int) size);
        if (bytes.length < size) {
            throw new ArchiveException("the archive ends inside a header");
        }
        contentLeft = 0;
        return new String(bytes, StandardCharsets.UTF_8);
    }

    /// Records of `length key=value\n`, where the length counts the whole record.
    private Map<String, String> pax(long size) throws IOException {
        byte[] bytes = text(size).getBytes(StandardCharsets.UTF_8);
        Map<String, String> records = new HashMap<>();
        int at = 0;
        while (at < bytes.length) {
            int space = at;
            while (space < bytes.length && bytes[space] != ' ') {
                space++;
            }
            long length = decimal(new String(bytes, at, space - at, StandardCharsets.UTF_8));
            if (length <= space - at + 1 || length > bytes.length - at) {
                throw new ArchiveException("the archive has a broken extended header");
            }
            int end = at + (int) length;
            String[] pair =
                    new String(bytes, space + 1, end - space - 2, StandardCharsets.UTF_8)
                            .split("=", 2);
            records.put(pair[0], pair.length == 2 ? pair[1] : "");
            at = end;
        }
        return records;
    }

    private static long decimal(String digits) throws IOException {
        if (!digits.matches("\\d{1,18}")) {
            throw new ArchiveException(
                    "the archive has '%s' where a number belongs".formatted(digits));
        }
        return Long.parseLong(digits);
    }

    /// An octal number, or GNU's big-endian one, which begins with a set bit.
    private long number(int from, int length) throws IOException {
        if ((header[from] & 0x80) != 0) {
            long value = header[from] & 0x7f;
            for (int i = from + 1; i < from + length; i++) {
                if (value >>> 55 != 0) {
                    throw new ArchiveException("the archive claims a length beyond all bounds");
                }
                value = value << 8 | header[i] & 0xff;
            }
            return value;
        }
        String digits = field(from, length).strip();
        if (!digits.matches("[0-7]{0,20}")) {
            throw new ArchiveException("it is no tar archive, or a broken one: a number is none");
        }
        return digits.isEmpty() ? 0 : Long.parseLong(digits, 8);
    }

    private String field(int from, int length) {
        return zeroTerminated(
                new String(
                        Arrays.copyOfRange(header, from, from + length), StandardCharsets.UTF_8));
    }

    private static String zeroTerminated(String text) {
        int end = text.indexOf('\0');
        return end < 0 ? text : text.substring(0, end);
    }
}
