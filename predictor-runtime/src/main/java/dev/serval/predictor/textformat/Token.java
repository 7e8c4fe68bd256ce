package dev.serval.predictor.textformat;

/// A piece of a text.
///
/// @param text a string's content without its quotes and with its escapes resolved; else the piece
///   itself
record Token(Kind kind, String text, Position position) {
    enum Kind {
        WORD,
        NUMBER,
        STRING,
        SYMBOL,
        END
    }

    boolean isSymbol(char symbol) {
        return kind == Kind.SYMBOL && text.charAt(0) == symbol;
    }

    String shown() {
        return switch (kind) {
            case END -> "the end of the text";
            case STRING -> "a string";
            case WORD, NUMBER, SYMBOL -> "'%s'".formatted(text);
        };
    }
}
