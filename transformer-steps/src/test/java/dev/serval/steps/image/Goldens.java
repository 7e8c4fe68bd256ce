package dev.serval.steps.image;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;

/// The pictures of `src/test/python/pictures.py`, and what Pillow makes of them.
final class Goldens {
    private Goldens() {}

    /// @param what what was done: `decode`, `luminance` or a filter's name
    /// @param expected what Pillow made of it
    record Golden(String what, String file, Picture expected) {
        @Override
        public String toString() {
            return "%s %s to %d x %d".formatted(what, file, expected.width(), expected.height());
        }
    }

    static List<Golden> all() {
        String text = new String(file("goldens.txt"), StandardCharsets.US_ASCII);
        return text.lines().map(Goldens::golden).toList();
    }

    private static Golden golden(String line) {
        String[] words = line.split(" ");
        Picture expected =
                new Picture(
                        Integer.parseInt(words[2]),
                        Integer.parseInt(words[3]),
                        Integer.parseInt(words[4]),
                        Base64.getDecoder().decode(words[5]));
        return new Golden(words[0], words[1], expected);
    }

    static byte[] file(String name) {
        try (InputStream in = Goldens.class.getResourceAsStream("/pictures/" + name)) {
            if (in == null) {
                throw new IllegalArgumentException(name);
            }
            return in.readAllBytes();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
