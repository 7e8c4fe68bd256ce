package dev.serval.steps.image;

import java.awt.image.Raster;

/// Pictures of cyan, magenta, yellow and black, which JPEG files hold inverted, as light: by the
/// plain formula without colour profiles, in the arithmetic that Pillow uses.
final class Inks {
    private static final int CHANNELS = 4;
    private static final int FULL = 255;
    private static final int MIDDLE = 128;

    private Inks() {}

    /// @param stored the four channels as the file has them
    /// @param isTransformed whether the first three are Y, Cb and Cr
    static Picture picture(Raster stored, boolean isTransformed) {
        int width = stored.getWidth();
        int height = stored.getHeight();
        byte[] samples = new byte[width * height * 3];
        int[] row = new int[width * CHANNELS];
        for (int y = 0; y < height; y++) {
            stored.getPixels(0, y, width, 1, row);
            for (int x = 0; x < width; x++) {
                int from = x * CHANNELS;
                if (isTransformed) {
                    untransform(row, from);
                }
                // Inverted: what is stored for black is how much light it lets through.
                int light = row[from + 3];
                int at = (y * width + x) * 3;
                for (int channel = 0; channel < 3; channel++) {
                    int ink = FULL - row[from + channel];
                    samples[at + channel] = (byte) (light - share(ink, light));
                }
            }
        }
        return new Picture(width, height, 3, samples);
    }

    /// Y, Cb and Cr of a pixel in place as the inverted inks that they stand for.
    private static void untransform(int[] row, int from) {
        double luma = row[from];
        double blue = row[from + 1] - MIDDLE;
        double red = row[from + 2] - MIDDLE;
        row[from] = FULL - level(luma + 1.402 * red);
        row[from + 1] = FULL - level(luma - 0.344136286 * blue - 0.714136286 * red);
        row[from + 2] = FULL - level(luma + 1.772 * blue);
    }

    private static int level(double value) {
        return Math.clamp(Math.round(value), 0, FULL);
    }

    /// `ink * light / 255`, rounded.
    private static int share(int ink, int light) {
        int product = ink * light + MIDDLE;
        return (product >> Byte.SIZE) + product >> Byte.SIZE;
    }
}
