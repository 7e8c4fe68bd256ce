package dev.serval.steps.image;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/// How a camera was held, as the tag 0x0112 of EXIF says it: 1 to 8.
final class Orientation {
    static final int UPRIGHT = 1;

    private static final int TAG = 0x0112;
    private static final int ENTRY = 12;
    private static final int LAST = 8;
    private static final int MOST_ENTRIES = 512;
    private static final byte[] JPEG_EXIF = "Exif\0\0".getBytes(StandardCharsets.US_ASCII);

    private static final int APP1 = 0xE1;
    private static final int START_OF_SCAN = 0xDA;
    private static final int PNG_HEADER = 8;
    private static final int PNG_EXIF = 0x65584966;
    private static final int PNG_DATA = 0x49444154;

    private Orientation() {}

    /// The orientation that a file tells of; upright if it tells none, or not in a way that can be
    /// read.
    static int of(ByteBuffer file) {
        try {
            ByteBuffer in = file.duplicate().order(ByteOrder.BIG_ENDIAN);
            return ImageFormat.of(in) == ImageFormat.PNG ? ofPng(in) : ofJpeg(in);
        } catch (BufferUnderflowException | IndexOutOfBoundsException cut) {
            return UPRIGHT;
        }
    }

    private static int ofJpeg(ByteBuffer in) {
        int place = 2;
        while ((in.get(place) & 0xFF) == 0xFF) {
            int marker = in.get(place + 1) & 0xFF;
            if (marker == START_OF_SCAN) {
                return UPRIGHT;
            }
            int length = in.getShort(place + 2) & 0xFFFF;
            ByteBuffer segment = in.slice(place + 4, Math.max(0, length - 2));
            if (marker == APP1 && startsWithExif(segment)) {
                return ofTiff(segment.slice(JPEG_EXIF.length, segment.limit() - JPEG_EXIF.length));
            }
            place += 2 + length;
        }
        return UPRIGHT;
    }

    private static boolean startsWithExif(ByteBuffer segment) {
        return segment.limit() >= JPEG_EXIF.length
                && segment.slice(0, JPEG_EXIF.length).equals(ByteBuffer.wrap(JPEG_EXIF));
    }

    private static int ofPng(ByteBuffer in) {
        int place = PNG_HEADER;
        while (true) {
            int length = in.getInt(place);
            int type = in.getInt(place + 4);
            if (type == PNG_EXIF) {
                return ofTiff(in.slice(place + 8, length));
            }
            if (length < 0 || type == PNG_DATA) {
                return UPRIGHT;
            }
            place += 12 + length;
        }
    }

    private static int ofTiff(ByteBuffer tiff) {
        boolean little = tiff.get(0) == 'I';
        ByteBuffer in = tiff.order(little ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
        int directory = in.getInt(4);
        int entries = Math.min(in.getShort(directory) & 0xFFFF, MOST_ENTRIES);
        for (int i = 0; i < entries; i++) {
            int entry = directory + 2 + i * ENTRY;
            if ((in.getShort(entry) & 0xFFFF) == TAG) {
                int found = in.getShort(entry + 8) & 0xFFFF;
                return found >= UPRIGHT && found <= LAST ? found : UPRIGHT;
            }
        }
        return UPRIGHT;
    }

    /// The picture as it is seen upright.
    static Picture upright(Picture picture, int orientation) {
        if (orientation == UPRIGHT) {
            return picture;
        }
        int width = picture.width();
        int height = picture.height();
        boolean turned = orientation > 4;
        int newWidth = turned ? height : width;
        int newHeight = turned ? width : height;
        int channels = picture.channels();
        byte[] samples = new byte[picture.samples().length];
        for (int y = 0; y < newHeight; y++) {
            for (int x = 0; x < newWidth; x++) {
                int from = source(orientation, x, y, width, height);
                System.arraycopy(
                        picture.samples(),
                        from * channels,
                        samples,
                        (y * newWidth + x) * channels,
                        channels);
            }
        }
        return new Picture(newWidth, newHeight, channels, samples);
    }

    /// Which pixel of the file is seen at a place.
    private static int source(int orientation, int x, int y, int width, int height) {
        int right = width - 1;
        int bottom = height - 1;
        return switch (orientation) {
            case 2 -> y * width + right - x;
            case 3 -> (bottom - y) * width + right - x;
            case 4 -> (bottom - y) * width + x;
            case 5 -> x * width + y;
            case 6 -> (bottom - x) * width + y;
            case 7 -> (bottom - x) * width + right - y;
            case 8 -> x * width + right - y;
            default -> y * width + x;
        };
    }
}
