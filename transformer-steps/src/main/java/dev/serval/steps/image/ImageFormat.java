package dev.serval.steps.image;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The kinds of picture files that are decoded, known by their first bytes.
enum ImageFormat {
    JPEG,
    PNG;

    private static final long PNG_SIGNATURE = 0x89504E470D0A1A0AL;
    private static final int JPEG_SIGNATURE = 0xFFD8FF;

    /// Kinds that people send and that are not decoded.
    private static final List<Other> OTHERS =
            List.of(
                    new Other("WebP", 8, "WEBP"),
                    new Other("GIF", 0, "GIF8"),
                    new Other("BMP", 0, "BM"),
                    new Other("TIFF", 0, "II*\0"),
                    new Other("TIFF", 0, "MM\0*"),
                    new Other("AVIF", 4, "ftypavif"),
                    new Other("HEIF", 4, "ftyphei"),
                    new Other("HEIF", 4, "ftypmif1"),
                    new Other("JPEG 2000", 4, "jP  "));

    /// The format of a file; `null` if it is another.
    static @Nullable ImageFormat of(ByteBuffer file) {
        if (file.limit() >= Long.BYTES && file.getLong(0) == PNG_SIGNATURE) {
            return PNG;
        }
        boolean jpeg = file.limit() >= Integer.BYTES && file.getInt(0) >>> 8 == JPEG_SIGNATURE;
        return jpeg ? JPEG : null;
    }

    /// What a file is that is not decoded; empty if nobody can tell.
    static Optional<String> nameOfOther(ByteBuffer file) {
        return OTHERS.stream().filter(other -> other.isOf(file)).map(Other::name).findFirst();
    }

    /// @param place where the mark stands in a file
    private record Other(String name, int place, String mark) {
        boolean isOf(ByteBuffer file) {
            byte[] expected = mark.getBytes(StandardCharsets.ISO_8859_1);
            if (file.limit() < place + expected.length) {
                return false;
            }
            return file.slice(place, expected.length).equals(ByteBuffer.wrap(expected));
        }
    }
}
