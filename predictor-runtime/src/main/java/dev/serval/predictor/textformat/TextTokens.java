package dev.serval.predictor.textformat;

import java.util.function.IntPredicate;

/// Cuts a text into tokens, one at a time; white space and comments (`#` to the end of the line)
/// are left out.
final class TextTokens {
    private static final String SYMBOLS = "{}<>[]:;,-/.";

    private final TextCursor cursor;
    private Token next;

    TextTokens(String text) throws TextFormatException {
        cursor = new TextCursor(text);
        next = read(cursor);
    }

    /// The token that [#take] will answer.
    Token peek() {
        return next;
    }

    Token take() throws TextFormatException {
        Token taken = next;
        next = read(cursor);
        return taken;
    }

    private static Token read(TextCursor cursor) throws TextFormatException {
        skipBlank(cursor);
        Position position = cursor.position();
        if (cursor.atEnd()) {
            return new Token(Token.Kind.END, "", position);
        }
        char first = cursor.peek();
        if (first == '"' || first == '\'') {
            return new Token(Token.Kind.STRING, StringLiteral.read(cursor), position);
        }
        if (isWordPart(first) && !isDigit(first)) {
            return new Token(Token.Kind.WORD, run(cursor, TextTokens::isWordPart), position);
        }
        if (isDigit(first) || (first == '.' && isDigit(cursor.peekSecond()))) {
            return new Token(Token.Kind.NUMBER, number(cursor), position);
        }
        if (SYMBOLS.indexOf(first) >= 0) {
            return new Token(Token.Kind.SYMBOL, String.valueOf(cursor.take()), position);
        }
        throw new TextFormatException(
                position, "%s begins no field, value or bracket".formatted(shown(first)));
    }

    private static void skipBlank(TextCursor cursor) {
        while (!cursor.atEnd()) {
            if (cursor.peek() == '#') {
                run(cursor, character -> character != '\n');
                continue;
            }
            if (!Character.isWhitespace(cursor.peek())) {
                return;
            }
            cursor.take();
        }
    }

    /// Digits, letters and points, and a sign after an exponent's letter; what is none of the
    /// number's forms is found when its value is read.
    private static String number(TextCursor cursor) {
        StringBuilder number = new StringBuilder();
        boolean hexadecimal = cursor.peek() == '0' && "xX".indexOf(cursor.peekSecond()) >= 0;
        while (!cursor.atEnd() && isNumberPart(cursor.peek(), number, hexadecimal)) {
            number.append(cursor.take());
        }
        return number.toString();
    }

    private static boolean isNumberPart(char character, CharSequence before, boolean hexadecimal) {
        if (character != '+' && character != '-') {
            return character == '.' || isWordPart(character);
        }
        char last = before.isEmpty() ? ' ' : before.charAt(before.length() - 1);
        return !hexadecimal && (last == 'e' || last == 'E');
    }

    private static String run(TextCursor cursor, IntPredicate belongs) {
        StringBuilder run = new StringBuilder();
        while (!cursor.atEnd() && belongs.test(cursor.peek())) {
            run.append(cursor.take());
        }
        return run.toString();
    }

    private static boolean isDigit(int character) {
        return character >= '0' && character <= '9';
    }

    private static boolean isWordPart(int character) {
        return isDigit(character)
                || character == '_'
                || (character >= 'a' && character <= 'z')
                || (character >= 'A' && character <= 'Z');
    }

    private static String shown(char character) {
        return Character.isISOControl(character) || Character.isSurrogate(character)
                ? "character U+%04X".formatted((int) character)
                : "'%s'".formatted(character);
    }
}
