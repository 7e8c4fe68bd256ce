package dev.serval.transformer.image;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/// The kinds of picture files that are decoded, known by their first bytes.
enum ImageFormat {
    JPEG,
    PNG;

    private static final long PNG_SIGNATURE = 0x89504E470D0A1A0AL;
    private static final int JPEG_SIGNATURE = 0xFFD8FF;

    /// The format of a file; `null` if it is another.
    static @Nullable ImageFormat of(ByteBuffer file) {
        if (file.limit() >= Long.BYTES && file.getLong(0) == PNG_SIGNATURE) {
            return PNG;
        }
        boolean jpeg = file.limit() >= Integer.BYTES && file.getInt(0) >>> 8 == JPEG_SIGNATURE;
        return jpeg ? JPEG : null;
    }
}
