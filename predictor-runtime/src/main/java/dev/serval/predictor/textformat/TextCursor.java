package dev.serval.predictor.textformat;

/// A place in a text that moves forward and knows its line and column.
final class TextCursor {
    private static final char NOTHING = '\0';

    private final String text;
    private int index;
    private int line = 1;
    private int column = 1;

    TextCursor(String text) {
        this.text = text;
    }

    boolean atEnd() {
        return index >= text.length();
    }

    Position position() {
        return new Position(line, column);
    }

    /// The character that [#take] will answer; NUL at the end.
    char peek() {
        return atEnd() ? NOTHING : text.charAt(index);
    }

    /// The character after that; NUL beyond the end.
    char peekSecond() {
        return index + 1 < text.length() ? text.charAt(index + 1) : NOTHING;
    }

    char take() {
        char taken = text.charAt(index++);
        column++;
        if (taken == '\n') {
            line++;
            column = 1;
        }
        return taken;
    }
}
