package dev.serval.steps.image;

/// Makes pictures larger and smaller, first in width and then in height.
final class Resizing {
    private Resizing() {}

    static Picture resize(Picture picture, int width, int height, Filter filter) {
        if (filter == Filter.NEAREST) {
            return nearest(picture, width, height);
        }
        Picture wide =
                width == picture.width()
                        ? picture
                        : horizontally(picture, Weights.of(filter, picture.width(), width), width);
        return height == wide.height()
                ? wide
                : vertically(wide, Weights.of(filter, wide.height(), height), height);
    }

    private static Picture horizontally(Picture picture, Weights weights, int width) {
        int channels = picture.channels();
        byte[] samples = new byte[width * picture.height() * channels];
        for (int y = 0; y < picture.height(); y++) {
            int line = y * picture.width() * channels;
            for (int x = 0; x < width; x++) {
                for (int channel = 0; channel < channels; channel++) {
                    samples[(y * width + x) * channels + channel] =
                            weights.sample(picture.samples(), line + channel, channels, x);
                }
            }
        }
        return new Picture(width, picture.height(), channels, samples);
    }

    private static Picture vertically(Picture picture, Weights weights, int height) {
        int stride = picture.width() * picture.channels();
        byte[] samples = new byte[stride * height];
        for (int y = 0; y < height; y++) {
            for (int i = 0; i < stride; i++) {
                samples[y * stride + i] = weights.sample(picture.samples(), i, stride, y);
            }
        }
        return new Picture(picture.width(), height, picture.channels(), samples);
    }

    private static Picture nearest(Picture picture, int width, int height) {
        int[] columns = places(picture.width(), width);
        int[] lines = places(picture.height(), height);
        int channels = picture.channels();
        byte[] samples = new byte[width * height * channels];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                System.arraycopy(
                        picture.samples(),
                        (lines[y] * picture.width() + columns[x]) * channels,
                        samples,
                        (y * width + x) * channels,
                        channels);
            }
        }
        return new Picture(width, height, channels, samples);
    }

    /// The source's pixel under the middle of each pixel of the target; the middles are added up
    /// one by one, as Pillow does, which decides where they fall on an edge.
    private static int[] places(int sourceSize, int targetSize) {
        double scale = (double) sourceSize / targetSize;
        double middle = scale * 0.5;
        int[] places = new int[targetSize];
        for (int i = 0; i < targetSize; i++) {
            places[i] = Math.clamp((int) middle, 0, sourceSize - 1);
            middle += scale;
        }
        return places;
    }
}
