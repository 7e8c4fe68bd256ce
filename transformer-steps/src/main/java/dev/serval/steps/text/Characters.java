package dev.serval.steps.text;

/// The classes of characters that BERT's tokenizer tells apart.
final class Characters {
    static final int DOTTED_CAPITAL_I = 0x130;
    static final char DOT_ABOVE = '\u0307';

    private static final int[][] IDEOGRAPHS = {
        {0x4E00, 0x9FFF},
        {0x3400, 0x4DBF},
        {0x20000, 0x2A6DF},
        {0x2A700, 0x2B73F},
        {0x2B740, 0x2B81F},
        {0x2B920, 0x2CEAF},
        {0xF900, 0xFAFF},
        {0x2F800, 0x2FA1F}
    };

    private Characters() {}

    /// Unicode's White_Space.
    static boolean isWhitespace(int character) {
        return Character.isSpaceChar(character)
                || character >= '\t' && character <= '\r'
                || character == 0x85;
    }

    static boolean isControl(int character) {
        if (character == '\t' || character == '\n' || character == '\r') {
            return false;
        }
        return switch (Character.getType(character)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED ->
                    true;
            default -> false;
        };
    }

    static boolean isIdeograph(int character) {
        for (int[] range : IDEOGRAPHS) {
            if (character >= range[0] && character <= range[1]) {
                return true;
            }
        }
        return false;
    }

    /// ASCII's punctuation, the symbols among it, and Unicode's.
    static boolean isPunctuation(int character) {
        boolean ascii =
                character > ' ' && character < 0x7F && !Character.isLetterOrDigit(character);
        return ascii
                || switch (Character.getType(character)) {
                    case Character.CONNECTOR_PUNCTUATION,
                            Character.DASH_PUNCTUATION,
                            Character.START_PUNCTUATION,
                            Character.END_PUNCTUATION,
                            Character.INITIAL_QUOTE_PUNCTUATION,
                            Character.FINAL_QUOTE_PUNCTUATION,
                            Character.OTHER_PUNCTUATION ->
                            true;
                    default -> false;
                };
    }
}
