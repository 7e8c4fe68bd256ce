package dev.serval.protocol.json;

/// Well-formed UTF-8, as table 3-7 of the Unicode standard has it.
final class Utf8 {
    private Utf8() {}

    /// How many bytes the character takes that begins at `place` with a byte over 0x7F; 0 if the
    /// bytes up to `end` are no character.
    static int sequenceLength(byte[] bytes, int place, int end) {
        int first = Byte.toUnsignedInt(bytes[place]);
        int length = first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
        if (first < 0xC2 || first > 0xF4 || place + length > end) {
            return 0;
        }
        int second = Byte.toUnsignedInt(bytes[place + 1]);
        int least = first == 0xE0 ? 0xA0 : first == 0xF0 ? 0x90 : 0x80;
        int most = first == 0xED ? 0x9F : first == 0xF4 ? 0x8F : 0xBF;
        if (second < least || second > most) {
            return 0;
        }
        for (int i = 2; i < length; i++) {
            if ((bytes[place + i] & 0xC0) != 0x80) {
                return 0;
            }
        }
        return length;
    }
}
