package dev.serval.steps.image;

import dev.serval.inference.failure.InvalidInput;
import dev.serval.inference.failure.TooLarge;
import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Locale;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.stream.MemoryCacheImageInputStream;

/// Decodes JPEG and PNG into pixels: an alpha channel is dropped, samples of 16 bits are cut to
/// their upper 8, inks become light, and colour profiles are not looked at, all as in Pillow's
/// `convert("RGB")`.
///
/// @param maxPixels how many pixels a picture may have; compared before it is decoded
/// @param turned whether the orientation that EXIF tells of is undone
record ImageDecoder(long maxPixels, boolean turned) {

    /// The picture of a file: red, green and blue, or only gray.
    ///
    /// @param thing what a refusal calls it: `tensor 'image': element 2`
    /// @throws InvalidInput if it is no picture that can be decoded
    /// @throws TooLarge if it has too many pixels
    Picture decode(byte[] file, String thing) {
        ByteBuffer bytes = ByteBuffer.wrap(file);
        ImageFormat format = ImageFormat.of(bytes);
        if (format == null) {
            throw new InvalidInput(
                    "%s is %s, expected JPEG or PNG"
                            .formatted(
                                    thing,
                                    ImageFormat.nameOfOther(bytes)
                                            .map(name -> "a picture of the kind " + name)
                                            .orElse("no picture of a known kind")));
        }
        ImageReader reader = reader(format);
        try (MemoryCacheImageInputStream in =
                new MemoryCacheImageInputStream(new ByteArrayInputStream(file))) {
            reader.setInput(in, true, true);
            requireSize(reader.getWidth(0), reader.getHeight(0), thing);
            ImageReadParam parameters = reader.getDefaultReadParam();
            JpegFrame frame =
                    format == ImageFormat.JPEG ? JpegFrame.of(bytes) : new JpegFrame(0, false);
            Picture picture =
                    frame.isOfInks()
                            ? Inks.picture(reader.readRaster(0, parameters), frame.isTransformed())
                            : pixels(reader.read(0, parameters));
            return turned ? Orientation.upright(picture, Orientation.of(bytes)) : picture;
        } catch (IOException | RuntimeException broken) {
            if (broken instanceof TooLarge tooLarge) {
                throw tooLarge;
            }
            throw new InvalidInput(
                    "%s is a %s that cannot be decoded: %s"
                            .formatted(thing, format, broken.getMessage()));
        } finally {
            reader.dispose();
        }
    }

    private static ImageReader reader(ImageFormat format) {
        return ImageIO.getImageReadersByFormatName(format.name().toLowerCase(Locale.ROOT)).next();
    }

    private void requireSize(int width, int height, String thing) {
        if ((long) width * height > maxPixels) {
            throw new TooLarge(
                    "%s has %d x %d pixels, expected at most %d in all"
                            .formatted(thing, width, height, maxPixels));
        }
    }

    private static Picture pixels(BufferedImage image) {
        if (image.getColorModel() instanceof IndexColorModel palette) {
            return ofPalette(image, palette);
        }
        Raster raster = image.getRaster();
        int channels = raster.getNumBands() >= 3 ? 3 : 1;
        int width = image.getWidth();
        int height = image.getHeight();
        int shift = Math.max(0, raster.getSampleModel().getSampleSize(0) - Byte.SIZE);
        byte[] samples = new byte[width * height * channels];
        int[] row = new int[width];
        for (int y = 0; y < height; y++) {
            for (int channel = 0; channel < channels; channel++) {
                raster.getSamples(0, y, width, 1, channel, row);
                for (int x = 0; x < width; x++) {
                    samples[(y * width + x) * channels + channel] = (byte) (row[x] >> shift);
                }
            }
        }
        return new Picture(width, height, channels, samples);
    }

    private static Picture ofPalette(BufferedImage image, IndexColorModel palette) {
        int width = image.getWidth();
        int height = image.getHeight();
        byte[] samples = new byte[width * height * 3];
        int[] row = new int[width];
        for (int y = 0; y < height; y++) {
            image.getRaster().getSamples(0, y, width, 1, 0, row);
            for (int x = 0; x < width; x++) {
                int at = (y * width + x) * 3;
                samples[at] = (byte) palette.getRed(row[x]);
                samples[at + 1] = (byte) palette.getGreen(row[x]);
                samples[at + 2] = (byte) palette.getBlue(row[x]);
            }
        }
        return new Picture(width, height, 3, samples);
    }
}
