package dev.serval.steps.image;

import java.util.Locale;
import java.util.Optional;

/// In which channels pixels come.
enum Colour {
    RGB(3),
    BGR(3),
    /// Luminance, by the weights of ITU-R 601-2 in the 16-bit arithmetic that Pillow uses.
    GRAY(1);

    private static final int RED = 19_595;
    private static final int GREEN = 38_470;
    private static final int BLUE = 7_471;
    private static final int HALF = 0x8000;

    private final int channels;

    Colour(int channels) {
        this.channels = channels;
    }

    int channels() {
        return channels;
    }

    static Optional<Colour> find(String name) {
        for (Colour colour : values()) {
            if (colour.name().toLowerCase(Locale.ROOT).equals(name.toLowerCase(Locale.ROOT))) {
                return Optional.of(colour);
            }
        }
        return Optional.empty();
    }

    /// A picture in these channels.
    ///
    /// @param picture with the channels red, green and blue, or only gray
    Picture of(Picture picture) {
        return switch (this) {
            case RGB -> picture.channels() == 3 ? picture : spread(picture);
            case BGR -> reversed(RGB.of(picture));
            case GRAY -> picture.channels() == 1 ? picture : gray(picture);
        };
    }

    private static Picture spread(Picture gray) {
        byte[] samples = new byte[3 * gray.samples().length];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = gray.samples()[i / 3];
        }
        return new Picture(gray.width(), gray.height(), 3, samples);
    }

    private static Picture reversed(Picture picture) {
        byte[] from = picture.samples();
        byte[] samples = new byte[from.length];
        for (int i = 0; i < from.length; i += 3) {
            samples[i] = from[i + 2];
            samples[i + 1] = from[i + 1];
            samples[i + 2] = from[i];
        }
        return new Picture(picture.width(), picture.height(), 3, samples);
    }

    private static Picture gray(Picture picture) {
        byte[] from = picture.samples();
        byte[] samples = new byte[from.length / 3];
        for (int i = 0; i < samples.length; i++) {
            int weighted =
                    (from[3 * i] & 0xFF) * RED
                            + (from[3 * i + 1] & 0xFF) * GREEN
                            + (from[3 * i + 2] & 0xFF) * BLUE;
            samples[i] = (byte) (weighted + HALF >> 16);
        }
        return new Picture(picture.width(), picture.height(), 1, samples);
    }
}
