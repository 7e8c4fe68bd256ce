package dev.serval.predictor.textformat;

/// What is wrong in a text, and where.
public final class TextFormatException extends Exception {
    public TextFormatException(Position position, String problem) {
        super("%s: %s".formatted(position, problem));
    }
}
