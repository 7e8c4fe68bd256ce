package dev.serval.steps.text;

import com.fasterxml.jackson.databind.JsonNode;
import java.text.Normalizer.Form;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What is done to a text before it is cut into words.
@FunctionalInterface
interface Normalizer {
    int REPLACEMENT = 0xFFFD;

    /// Two spaces or more.
    Pattern SPACES = Pattern.compile(" {2,}");

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
            case "Precompiled" -> Charsmap.of(json.path("precompiled_charsmap").asText())::apply;
            case "Replace" -> replacing(json);
            case "Strip" ->
                    stripping(
                            json.path("strip_left").asBoolean(true),
                            json.path("strip_right").asBoolean(true));
            case "Prepend" -> prepending(json.path("prepend").asText());
            case "Sequence" -> sequence(json.path("normalizers"));
            default ->
                    throw new TokenizerException(
                            "normalizer '%s' is not known, expected BertNormalizer, Lowercase, StripAccents, NFC, NFD, NFKC, NFKD, Precompiled, Replace, Strip, Prepend or Sequence"
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

    /// Of patterns only the one for several spaces is known, which SentencePiece's models have:
    /// others may mean something else in Java.
    private static Normalizer replacing(JsonNode json) throws TokenizerException {
        String content = json.path("content").asText();
        JsonNode literal = json.path("pattern").path("String");
        if (literal.isTextual() && !literal.asText().isEmpty()) {
            String replaced = literal.asText();
            return text -> text.replace(replaced, content);
        }
        if (json.path("pattern").path("Regex").asText().equals(" {2,}")) {
            String quoted = Matcher.quoteReplacement(content);
            return text -> SPACES.matcher(text).replaceAll(quoted);
        }
        throw new TokenizerException(
                "normalizer.pattern is %s, expected a String, or the Regex ' {2,}'"
                        .formatted(json.path("pattern")));
    }

    private static Normalizer stripping(boolean left, boolean right) {
        return text -> {
            int start = 0;
            int end = text.length();
            while (left && start < end && Characters.isWhitespace(text.charAt(start))) {
                start++;
            }
            while (right && end > start && Characters.isWhitespace(text.charAt(end - 1))) {
                end--;
            }
            return text.substring(start, end);
        };
    }

    private static Normalizer prepending(String words) {
        return text -> text.isEmpty() ? text : words + text;
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
