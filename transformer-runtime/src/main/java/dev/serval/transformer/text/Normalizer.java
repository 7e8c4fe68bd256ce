package dev.serval.transformer.text;

import com.fasterxml.jackson.databind.JsonNode;
import java.text.Normalizer.Form;

/// What is done to a text before it is cut into words.
@FunctionalInterface
interface Normalizer {
    int REPLACEMENT = 0xFFFD;

    String apply(String text);

    /// The normalizer that a file describes; none where it has `null`.
    static Normalizer of(JsonNode json) throws TokenizerException {
        if (json.isNull() || json.isMissingNode()) {
            return text -> text;
        }
        String type = json.path("type").asText();
        return switch (type) {
            case "BertNormalizer" -> bert(json);
            case "Lowercase" -> Normalizer::lowercase;
            case "StripAccents" -> Normalizer::withoutMarks;
            case "NFC" -> text -> java.text.Normalizer.normalize(text, Form.NFC);
            case "NFD" -> text -> java.text.Normalizer.normalize(text, Form.NFD);
            case "NFKC" -> text -> java.text.Normalizer.normalize(text, Form.NFKC);
            case "NFKD" -> text -> java.text.Normalizer.normalize(text, Form.NFKD);
            case "Sequence" -> sequence(json.path("normalizers"));
            default ->
                    throw new TokenizerException(
                            "normalizer '%s' is not known, expected BertNormalizer, Lowercase, StripAccents, NFC, NFD, NFKC, NFKD or Sequence"
                                    .formatted(type));
        };
    }

    private static Normalizer sequence(JsonNode list) throws TokenizerException {
        Normalizer all = text -> text;
        for (JsonNode each : list) {
            Normalizer before = all;
            Normalizer next = of(each);
            all = text -> next.apply(before.apply(text));
        }
        return all;
    }

    private static Normalizer bert(JsonNode json) {
        boolean clean = json.path("clean_text").asBoolean(true);
        boolean spread = json.path("handle_chinese_chars").asBoolean(true);
        boolean lower = json.path("lowercase").asBoolean(true);
        JsonNode accents = json.path("strip_accents");
        boolean strip = accents.isBoolean() ? accents.asBoolean() : lower;
        return text -> {
            String cleaned = clean ? clean(text) : text;
            String spaced = spread ? spread(cleaned) : cleaned;
            String stripped =
                    strip ? withoutMarks(java.text.Normalizer.normalize(spaced, Form.NFD)) : spaced;
            return lower ? lowercase(stripped) : stripped;
        };
    }

    /// Control characters away, and every white space a space.
    private static String clean(String text) {
        StringBuilder cleaned = new StringBuilder(text.length());
        text.codePoints()
                .forEach(character -> {
                    if (Characters.isWhitespace(character)) {
                        cleaned.append(' ');
                    } else if (character != 0
                            && character != REPLACEMENT
                            && !Characters.isControl(character)) {
                        cleaned.appendCodePoint(character);
                    }
                });
        return cleaned.toString();
    }

    /// Spaces around each ideograph.
    private static String spread(String text) {
        StringBuilder spread = new StringBuilder(text.length());
        text.codePoints()
                .forEach(character -> {
                    if (Characters.isIdeograph(character)) {
                        spread.append(' ').appendCodePoint(character).append(' ');
                    } else {
                        spread.appendCodePoint(character);
                    }
                });
        return spread.toString();
    }

    private static String withoutMarks(String text) {
        StringBuilder kept = new StringBuilder(text.length());
        text.codePoints()
                .filter(character -> Character.getType(character) != Character.NON_SPACING_MARK)
                .forEach(kept::appendCodePoint);
        return kept.toString();
    }

    /// Character by character, whatever stands beside it.
    private static String lowercase(String text) {
        StringBuilder lower = new StringBuilder(text.length());
        text.codePoints()
                .forEach(character -> {
                    lower.appendCodePoint(Character.toLowerCase(character));
                    if (character == Characters.DOTTED_CAPITAL_I) {
                        lower.append(Characters.DOT_ABOVE);
                    }
                });
        return lower.toString();
    }
}
