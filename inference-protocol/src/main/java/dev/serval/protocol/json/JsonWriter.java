package dev.serval.protocol.json;

import dev.serval.inference.failure.TooLarge;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Writes one JSON text to a growing array. Commas are its business, the balance of brackets its
/// caller's. NaN and infinities are written bare, as Triton and TensorFlow Serving do; a float in
/// the fewest digits that read back as the same float. Nothing is allocated per number.
public final class JsonWriter {
    private static final int LONGEST_ARRAY = Integer.MAX_VALUE - 8;
    private static final byte[] HEXADECIMAL =
            "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

    private final StringBuilder digits = new StringBuilder();
    private byte[] bytes;
    private int length;
    private boolean separate;

    /// @param expectedLength how many bytes will come, as far as one can tell
    public JsonWriter(int expectedLength) {
        this.bytes = new byte[expectedLength];
    }

    public JsonWriter beginObject() {
        return begin('{');
    }

    public JsonWriter endObject() {
        return end('}');
    }

    public JsonWriter beginArray() {
        return begin('[');
    }

    public JsonWriter endArray() {
        return end(']');
    }

    /// A member's name; its value comes next.
    public JsonWriter key(String name) {
        string(name);
        put(':');
        separate = false;
        return this;
    }

    /// A string; half a surrogate pair becomes `?`.
    public JsonWriter string(String value) {
        if (!plain(value)) {
            byte[] text = value.getBytes(StandardCharsets.UTF_8);
            text(text, text.length);
        }
        return this;
    }

    /// A string as nearly all are: of ASCII, and without escapes.
    ///
    /// @return whether it is one; if not, nothing was written
    private boolean plain(String value) {
        int count = value.length();
        reserve(count + 3L);
        int start = length + (separate ? 2 : 1);
        for (int i = 0; i < count; i++) {
            char each = value.charAt(i);
            if (each < ' ' || each > '~' || each == '"' || each == '\\') {
                return false;
            }
            bytes[start + i] = (byte) each;
        }
        separate();
        bytes[length] = '"';
        length = start + count;
        put('"');
        return true;
    }

    public JsonWriter number(long value) {
        digits.setLength(0);
        digits.append(value);
        return putDigits();
    }

    public JsonWriter unsigned(long bits) {
        if (bits >= 0) {
            return number(bits);
        }
        digits.setLength(0);
        digits.append(Long.toUnsignedString(bits));
        return putDigits();
    }

    public JsonWriter number(float value) {
        digits.setLength(0);
        digits.append(value);
        return putDigits();
    }

    public JsonWriter number(double value) {
        digits.setLength(0);
        digits.append(value);
        return putDigits();
    }

    public JsonWriter flag(boolean value) {
        digits.setLength(0);
        digits.append(value);
        return putDigits();
    }

    /// A string of bytes that should be UTF-8.
    ///
    /// @return whether they are; if not, nothing was written
    boolean text(byte[] text, int textLength) {
        int before = length;
        boolean separateBefore = separate;
        separate();
        reserve(textLength + 2L);
        put('"');
        int place = 0;
        while (place < textLength) {
            byte first = text[place];
            if (first >= 0) {
                putAscii(first);
                place++;
                continue;
            }
            int sequence = Utf8.sequenceLength(text, place, textLength);
            if (sequence == 0) {
                length = before;
                separate = separateBefore;
                return false;
            }
            reserve(sequence);
            System.arraycopy(text, place, bytes, length, sequence);
            length += sequence;
            place += sequence;
        }
        put('"');
        return true;
    }

    /// How many bytes were written.
    public int length() {
        return length;
    }

    /// What was written, as a view.
    public MemorySegment toSegment() {
        return MemorySegment.ofArray(bytes).asSlice(0, length);
    }

    private JsonWriter begin(char bracket) {
        separate();
        put(bracket);
        separate = false;
        return this;
    }

    private JsonWriter end(char bracket) {
        put(bracket);
        separate = true;
        return this;
    }

    private void separate() {
        if (separate) {
            put(',');
        }
        separate = true;
    }

    private JsonWriter putDigits() {
        separate();
        int count = digits.length();
        reserve(count);
        for (int i = 0; i < count; i++) {
            bytes[length + i] = (byte) digits.charAt(i);
        }
        length += count;
        return this;
    }

    private void putAscii(byte character) {
        switch (character) {
            case '"', '\\' -> putEscape((char) character);
            case '\n' -> putEscape('n');
            case '\r' -> putEscape('r');
            case '\t' -> putEscape('t');
            default -> {
                if (character >= ' ') {
                    put((char) character);
                } else {
                    putEscape('u');
                    put('0');
                    put('0');
                    put((char) HEXADECIMAL[character >> 4]);
                    put((char) HEXADECIMAL[character & 0xF]);
                }
            }
        }
    }

    private void putEscape(char letter) {
        put('\\');
        put(letter);
    }

    private void put(char ascii) {
        reserve(1);
        bytes[length++] = (byte) ascii;
    }

    private void reserve(long more) {
        long needed = length + more;
        if (needed <= bytes.length) {
            return;
        }
        if (needed > LONGEST_ARRAY) {
            throw new TooLarge(
                    "the JSON answer is over %d bytes, expected binary outputs for an answer so large"
                            .formatted(LONGEST_ARRAY));
        }
        long doubled = Math.max(64, 2L * bytes.length);
        bytes = Arrays.copyOf(bytes, (int) Math.min(Math.max(needed, doubled), LONGEST_ARRAY));
    }
}
