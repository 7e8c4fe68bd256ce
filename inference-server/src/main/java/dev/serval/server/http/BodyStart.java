package dev.serval.server.http;

/// The first bytes of a body, looked at piece by piece. What is not there is not taken.
final class BodyStart {
    private final byte[] bytes;
    private final int length;
    private int at;

    BodyStart(HttpBody body) {
        this.bytes = body.json();
        this.length = body.jsonLength();
    }

    /// Takes that character, and the space before it.
    boolean take(char character) {
        skipSpace();
        boolean found = at < length && bytes[at] == character;
        at += found ? 1 : 0;
        return found;
    }

    /// Takes that text, and the space before it.
    boolean take(byte[] text) {
        skipSpace();
        if (text.length > length - at) {
            return false;
        }
        for (int i = 0; i < text.length; i++) {
            if (bytes[at + i] != text[i]) {
                return false;
            }
        }
        at += text.length;
        return true;
    }

    /// Takes a string without escapes, and the space before it.
    boolean takeString() {
        if (!take('"')) {
            return false;
        }
        for (int i = at; i < length && bytes[i] != '\\'; i++) {
            if (bytes[i] == '"') {
                at = i + 1;
                return true;
            }
        }
        return false;
    }

    private void skipSpace() {
        while (at < length && isSpace(bytes[at])) {
            at++;
        }
    }

    private static boolean isSpace(byte character) {
        return character == ' ' || character == '\n' || character == '\r' || character == '\t';
    }
}
