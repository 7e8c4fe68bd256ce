package dev.serval.predictor.textformat;

/// A place in a text, both counted from 1; a column is a UTF-16 unit.
public record Position(int line, int column) {
    @Override
    public String toString() {
        return "line %d, column %d".formatted(line, column);
    }
}
