package dev.serval.protocol.json;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// The string that a [JsonScanner] read last: well-formed UTF-8 with its escapes undone. Without
/// escapes it is a view of the scanned bytes.
final class JsonText {
    private final byte[] json;
    private final int end;
    private final JsonComplaint complaint;
    private byte[] scratch = new byte[0];
    private byte[] bytes;
    private int offset;
    private int length;

    JsonText(byte[] json, int end, JsonComplaint complaint) {
        this.json = json;
        this.end = end;
        this.complaint = complaint;
        this.bytes = json;
    }

    /// The length in bytes of UTF-8.
    int length() {
        return length;
    }

    /// Copies the bytes to `target`, from its byte `at` on.
    void copyTo(MemorySegment target, long at) {
        MemorySegment.copy(bytes, offset, target, ValueLayout.JAVA_BYTE, at, length);
    }

    /// A copy of the bytes.
    byte[] toByteArray() {
        return Arrays.copyOfRange(bytes, offset, offset + length);
    }

    boolean equalsAscii(String expected) {
        if (length != expected.length()) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if (bytes[offset + i] != expected.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    @Override
    public String toString() {
        return new String(bytes, offset, length, StandardCharsets.UTF_8);
    }

    /// Reads the string whose opening quote is at `quote`.
    ///
    /// @return the place after its closing quote
    int scan(int quote) {
        int place = quote + 1;
        while (place < end) {
            byte next = json[place];
            if (next == '"') {
                bytes = json;
                offset = quote + 1;
                length = place - offset;
                return place + 1;
            }
            if (next == '\\') {
                return scanEscaped(quote + 1, place);
            }
            place = afterCharacter(place);
        }
        throw complaint.at(end, "'\"'");
    }

    private int scanEscaped(int from, int firstEscape) {
        offset = 0;
        length = 0;
        int pending = from;
        int place = firstEscape;
        while (place < end) {
            byte next = json[place];
            if (next == '"') {
                append(pending, place);
                bytes = scratch;
                return place + 1;
            }
            if (next == '\\') {
                append(pending, place);
                place = unescape(place);
                pending = place;
            } else {
                place = afterCharacter(place);
            }
        }
        throw complaint.at(end, "'\"'");
    }

    private void append(int from, int to) {
        reserve(to - from);
        System.arraycopy(json, from, scratch, length, to - from);
        length += to - from;
    }

    private void append(int codePoint) {
        reserve(4);
        if (codePoint < 0x80) {
            scratch[length++] = (byte) codePoint;
            return;
        }
        if (codePoint < 0x800) {
            scratch[length++] = (byte) (0xC0 | codePoint >> 6);
        } else {
            if (codePoint < 0x1_0000) {
                scratch[length++] = (byte) (0xE0 | codePoint >> 12);
            } else {
                scratch[length++] = (byte) (0xF0 | codePoint >> 18);
                scratch[length++] = continuation(codePoint >> 12);
            }
            scratch[length++] = continuation(codePoint >> 6);
        }
        scratch[length++] = continuation(codePoint);
    }

    private static byte continuation(int bits) {
        return (byte) (0x80 | bits & 0x3F);
    }

    private void reserve(int more) {
        if (length + more > scratch.length) {
            int capacity = Math.max(64, Math.max(length + more, scratch.length * 2));
            scratch = Arrays.copyOf(scratch, Math.min(capacity, json.length + 64));
        }
    }

    /// Undoes the escape at `place`.
    ///
    /// @return the place after it
    private int unescape(int place) {
        int letter = place + 1 < end ? json[place + 1] : JsonScanner.END;
        int codePoint =
                switch (letter) {
                    case '"', '\\', '/' -> letter;
                    case 'b' -> '\b';
                    case 'f' -> '\f';
                    case 'n' -> '\n';
                    case 'r' -> '\r';
                    case 't' -> '\t';
                    case 'u' -> hexadecimal(place + 2);
                    default -> throw complaint.at(place + 1, "an escape");
                };
        if (letter != 'u') {
            append(codePoint);
            return place + 2;
        }
        if (!Character.isSurrogate((char) codePoint)) {
            append(codePoint);
            return place + 6;
        }
        append(Character.toCodePoint((char) codePoint, lowSurrogate(place, codePoint)));
        return place + 12;
    }

    private char lowSurrogate(int place, int high) {
        if (Character.isHighSurrogate((char) high)
                && place + 7 < end
                && json[place + 6] == '\\'
                && json[place + 7] == 'u') {
            char low = (char) hexadecimal(place + 8);
            if (Character.isLowSurrogate(low)) {
                return low;
            }
        }
        throw complaint.at(place, "half a surrogate pair, \\u%04x".formatted(high), "both halves");
    }

    private int hexadecimal(int place) {
        int value = 0;
        for (int i = place; i < place + 4; i++) {
            int digit = i < end ? Character.digit(json[i], 16) : -1;
            if (digit < 0) {
                throw complaint.at(Math.min(i, end), "a hexadecimal digit");
            }
            value = value << 4 | digit;
        }
        return value;
    }

    /// The place after the character at `place`.
    private int afterCharacter(int place) {
        byte first = json[place];
        if (first >= ' ') {
            return place + 1;
        }
        if (first >= 0) {
            throw complaint.at(place, "an escape for a control character");
        }
        int length = Utf8.sequenceLength(json, place, end);
        if (length == 0) {
            throw complaint.at(place, "a character of UTF-8");
        }
        return place + length;
    }
}
