package dev.serval.engine.sklearn.pickle;

/// How joblib may have compressed a file, told by the file's first bytes.
enum Compression {
    NONE("nothing"),
    ZLIB("zlib"),
    GZIP("gzip"),
    BZIP2("bz2", 'B', 'Z', 'h'),
    XZ("xz", 0xfd, '7', 'z', 'X', 'Z'),
    LZMA("lzma", 0x5d, 0x00, 0x00),
    LZ4("lz4", 0x04, 0x22, 0x4d, 0x18),
    JOBLIB_OLD("the zlib of joblib before 0.10", 'Z', 'F'),
    ZIP("zip", 'P', 'K', 0x03, 0x04);

    private final String title;
    private final int[] magic;

    Compression(String title, int... magic) {
        this.title = title;
        this.magic = magic;
    }

    String title() {
        return title;
    }

    static Compression of(byte[] content) {
        if (startsWith(content, 0x1f, 0x8b)) {
            return GZIP;
        }
        if (isZlib(content)) {
            return ZLIB;
        }
        for (Compression compression : values()) {
            if (compression.magic.length > 0 && startsWith(content, compression.magic)) {
                return compression;
            }
        }
        return NONE;
    }

    /// RFC 1950: deflate, and a header that 31 divides. No pickle starts with an `x`.
    private static boolean isZlib(byte[] content) {
        return startsWith(content, 'x')
                && content.length > 1
                && (content[0] << 8 | Byte.toUnsignedInt(content[1])) % 31 == 0;
    }

    private static boolean startsWith(byte[] content, int... magic) {
        if (content.length < magic.length) {
            return false;
        }
        for (int i = 0; i < magic.length; i++) {
            if (Byte.toUnsignedInt(content[i]) != magic[i]) {
                return false;
            }
        }
        return true;
    }
}
