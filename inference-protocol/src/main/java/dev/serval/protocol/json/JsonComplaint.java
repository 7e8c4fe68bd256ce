package dev.serval.protocol.json;

import dev.serval.inference.failure.InvalidInput;

/// Refusals of text that is not JSON, with line and column; columns count characters from 1.
final class JsonComplaint {
    private static final int LONGEST_QUOTE = 40;

    private final byte[] json;
    private final int start;
    private final int end;
    private final String opening;

    /// @param opening what a refusal begins with: `malformed JSON`
    JsonComplaint(byte[] json, int start, int end, String opening) {
        this.json = json;
        this.start = start;
        this.end = end;
        this.opening = opening;
    }

    /// A refusal of the byte at a place.
    InvalidInput at(int place, String expected) {
        return at(place, found(place), expected);
    }

    /// A refusal of what is at a place.
    InvalidInput at(int place, String found, String expected) {
        int line = 1;
        int column = 1;
        for (int i = start; i < place; i++) {
            if (json[i] == '\n') {
                line++;
                column = 1;
            } else if ((json[i] & 0xC0) != 0x80) {
                column++;
            }
        }
        return new InvalidInput(
                "%s at line %d, column %d: found %s, expected %s"
                        .formatted(opening, line, column, found, expected));
    }

    private String found(int place) {
        if (place >= end) {
            return "the end";
        }
        byte found = json[place];
        return found > ' ' && found < 0x7F
                ? "'%c'".formatted(found)
                : "byte 0x%02X".formatted(Byte.toUnsignedInt(found));
    }

    /// A value as a refusal shows it, cut where it is long.
    static String quote(String value) {
        return value.length() > LONGEST_QUOTE ? value.substring(0, LONGEST_QUOTE) + "…" : value;
    }
}
