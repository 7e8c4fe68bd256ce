package dev.serval.predictor.textformat;

import java.math.BigInteger;
import java.util.Locale;
import java.util.regex.Pattern;

/// What single tokens are worth: numbers, and words that may stand for numbers.
final class ScalarToken {
    private static final Pattern FLOAT =
            Pattern.compile("(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?[fF]?");
    private static final int LONGEST = 64;
    private static final int OCTAL = 8;
    private static final int DECIMAL = 10;
    private static final int HEXADECIMAL = 16;

    private ScalarToken() {}

    static TextValue word(Token token) {
        return switch (token.text().toLowerCase(Locale.ROOT)) {
            case "inf", "infinity" -> new TextValue.Real(Double.POSITIVE_INFINITY);
            case "nan" -> new TextValue.Real(Double.NaN);
            default -> new TextValue.Word(token.text());
        };
    }

    static TextValue negativeWord(Token token) throws TextFormatException {
        TextValue value = word(token);
        if (value instanceof TextValue.Word) {
            throw new TextFormatException(
                    token.position(),
                    "found %s, expected a number after '-'".formatted(token.shown()));
        }
        return negated(value);
    }

    static TextValue negated(TextValue value) {
        return switch (value) {
            case TextValue.Whole whole -> new TextValue.Whole(whole.value().negate());
            case TextValue.Real real -> new TextValue.Real(-real.value());
            case TextValue.Text text -> text;
            case TextValue.Word word -> word;
            case TextValue.Message message -> message;
        };
    }

    static TextValue number(Token token) throws TextFormatException {
        String text = token.text();
        if (text.length() > LONGEST) {
            throw new TextFormatException(
                    token.position(),
                    "a number of %d characters, expected at most %d"
                            .formatted(text.length(), LONGEST));
        }
        if (text.matches("0[xX][0-9a-fA-F]+")) {
            return whole(text.substring(2), HEXADECIMAL);
        }
        if (text.matches("0[0-7]+")) {
            return whole(text, OCTAL);
        }
        if (text.matches("0|[1-9]\\d*")) {
            return whole(text, DECIMAL);
        }
        if (FLOAT.matcher(text).matches() && !text.matches("0\\d+")) {
            return new TextValue.Real(Double.parseDouble(text));
        }
        throw new TextFormatException(token.position(), "'%s' is no number".formatted(text));
    }

    private static TextValue whole(String digits, int radix) {
        return new TextValue.Whole(new BigInteger(digits, radix));
    }
}
