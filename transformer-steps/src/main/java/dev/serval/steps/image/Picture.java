package dev.serval.steps.image;

/// Pixels of 8 bits a channel, row by row, the channels of a pixel side by side. Not a record,
/// since it shares its array.
final class Picture {
    private final int width;
    private final int height;
    private final int channels;
    private final byte[] samples;

    /// @param samples `height * width * channels` of them; not copied
    Picture(int width, int height, int channels, byte[] samples) {
        if (samples.length != Math.multiplyExact(Math.multiplyExact(width, height), channels)) {
            throw new IllegalArgumentException(
                    "%d samples for %dx%dx%d".formatted(samples.length, height, width, channels));
        }
        this.width = width;
        this.height = height;
        this.channels = channels;
        this.samples = samples;
    }

    int width() {
        return width;
    }

    int height() {
        return height;
    }

    int channels() {
        return channels;
    }

    byte[] samples() {
        return samples;
    }

    /// A part of the picture that lies within it.
    Picture crop(int left, int top, int newWidth, int newHeight) {
        byte[] cut = new byte[newWidth * newHeight * channels];
        for (int y = 0; y < newHeight; y++) {
            int from = ((top + y) * width + left) * channels;
            System.arraycopy(samples, from, cut, y * newWidth * channels, newWidth * channels);
        }
        return new Picture(newWidth, newHeight, channels, cut);
    }
}
