package dev.serval.steps.image;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/// What a JPEG file says of its channels before its pixels.
///
/// @param channels how many there are; 0 where it does not say
/// @param isTransformed whether Adobe's note says that the first three of four are Y, Cb and Cr
record JpegFrame(int channels, boolean isTransformed) {
    private static final int INKS = 4;
    private static final int START_OF_SCAN = 0xFFDA;
    private static final int FIRST_FRAME = 0xFFC0;
    private static final int LAST_FRAME = 0xFFCF;
    private static final int HUFFMAN_TABLE = 0xFFC4;
    private static final int EXTENSION = 0xFFC8;
    private static final int ARITHMETIC = 0xFFCC;
    private static final int ADOBE = 0xFFEE;
    private static final byte[] ADOBE_NOTE = "Adobe".getBytes(StandardCharsets.US_ASCII);
    private static final int ADOBE_TRANSFORM = 11;
    private static final int ADOBE_YCCK = 2;
    private static final int FRAME_CHANNELS = 5;

    /// Cyan, magenta, yellow and black in place of light.
    boolean isOfInks() {
        return channels == INKS;
    }

    /// What stands before the first scan of a file; of a file that is cut off, what is left.
    static JpegFrame of(ByteBuffer file) {
        int channels = 0;
        boolean transformed = false;
        int place = 2;
        while (place + 4 <= file.limit()) {
            int marker = file.getShort(place) & 0xFFFF;
            int length = file.getShort(place + 2) & 0xFFFF;
            if (marker == START_OF_SCAN || length < 2 || place + 2 + length > file.limit()) {
                break;
            }
            ByteBuffer content = file.slice(place + 4, length - 2);
            if (isFrame(marker) && content.limit() > FRAME_CHANNELS) {
                channels = content.get(FRAME_CHANNELS) & 0xFF;
            } else if (marker == ADOBE && isAdobes(content)) {
                transformed = content.get(ADOBE_TRANSFORM) == ADOBE_YCCK;
            }
            place += 2 + length;
        }
        return new JpegFrame(channels, transformed);
    }

    private static boolean isFrame(int marker) {
        return marker >= FIRST_FRAME
                && marker <= LAST_FRAME
                && marker != HUFFMAN_TABLE
                && marker != EXTENSION
                && marker != ARITHMETIC;
    }

    private static boolean isAdobes(ByteBuffer content) {
        return content.limit() > ADOBE_TRANSFORM
                && content.slice(0, ADOBE_NOTE.length).equals(ByteBuffer.wrap(ADOBE_NOTE));
    }
}
