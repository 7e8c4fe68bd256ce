package dev.serval.predictor.textformat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/// A quoted string. Octal and hexadecimal escapes stand for bytes, so the content is gathered as
/// bytes and read as UTF-8 at the end.
final class StringLiteral {
    private static final String ESCAPES = "abfnrtv?\\'\"";
    private static final String MEANINGS = "\u0007\b\f\n\r\t\u000b?\\'\"";
    private static final int OCTAL = 8;
    private static final int HEXADECIMAL = 16;

    private final TextCursor cursor;
    private final ByteArrayOutputStream content = new ByteArrayOutputStream();

    private StringLiteral(TextCursor cursor) {
        this.cursor = cursor;
    }

    /// The content of the string that begins at the cursor; the cursor ends behind it.
    static String read(TextCursor cursor) throws TextFormatException {
        return new StringLiteral(cursor).read();
    }

    private String read() throws TextFormatException {
        Position start = cursor.position();
        char quote = cursor.take();
        while (cursor.peek() != quote) {
            if (cursor.atEnd() || cursor.peek() == '\n') {
                throw new TextFormatException(start, "a string that is not closed on its line");
            }
            if (cursor.peek() == '\\') {
                escape();
                continue;
            }
            appendPlain();
        }
        cursor.take();
        return content.toString(StandardCharsets.UTF_8);
    }

    private void appendPlain() {
        char first = cursor.take();
        if (Character.isHighSurrogate(first) && Character.isLowSurrogate(cursor.peek())) {
            append(Character.toCodePoint(first, cursor.take()));
            return;
        }
        append(first);
    }

    private void append(int codePoint) {
        content.writeBytes(Character.toString(codePoint).getBytes(StandardCharsets.UTF_8));
    }

    private void escape() throws TextFormatException {
        Position start = cursor.position();
        cursor.take();
        char kind = cursor.peek();
        int simple = ESCAPES.indexOf(kind);
        if (simple >= 0) {
            cursor.take();
            content.write(MEANINGS.charAt(simple));
            return;
        }
        if (Character.digit(kind, OCTAL) >= 0) {
            content.write(digits(start, OCTAL, 3));
            return;
        }
        switch (kind) {
            case 'x', 'X' -> content.write(digitsAfterLetter(start, 1, 2));
            case 'u' -> append(codePoint(start, 4));
            case 'U' -> append(codePoint(start, 8));
            default -> throw new TextFormatException(start, "an escape that there is not");
        }
    }

    private int codePoint(Position start, int length) throws TextFormatException {
        int codePoint = digitsAfterLetter(start, length, length);
        boolean scalar =
                Character.isValidCodePoint(codePoint)
                        && (codePoint < Character.MIN_SURROGATE
                                || codePoint > Character.MAX_SURROGATE);
        if (!scalar) {
            throw new TextFormatException(start, "U+%X is no character".formatted(codePoint));
        }
        return codePoint;
    }

    private int digitsAfterLetter(Position start, int fewest, int most) throws TextFormatException {
        char letter = cursor.take();
        int before = cursor.position().column();
        int value = digits(start, HEXADECIMAL, most);
        int found = cursor.position().column() - before;
        if (found < fewest) {
            throw new TextFormatException(
                    start, "\\%s with %d digits, expected %d".formatted(letter, found, fewest));
        }
        return value;
    }

    private int digits(Position start, int radix, int most) throws TextFormatException {
        long value = 0;
        for (int i = 0; i < most && Character.digit(cursor.peek(), radix) >= 0; i++) {
            value = value * radix + Character.digit(cursor.take(), radix);
        }
        if (value > Integer.MAX_VALUE || (radix == OCTAL && value > 0xFF)) {
            throw new TextFormatException(start, "an escape that is beyond its range");
        }
        return (int) value;
    }
}
