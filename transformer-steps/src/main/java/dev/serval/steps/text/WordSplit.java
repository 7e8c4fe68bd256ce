package dev.serval.steps.text;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// How a text is cut into the words that the model sees one by one.
@FunctionalInterface
interface WordSplit {
    /// GPT-2's words: contractions, and letters, digits or anything else with a space before them.
    Pattern GPT2 =
            Pattern.compile(
                    "'s|'t|'re|'ve|'m|'ll|'d| ?\\p{L}+| ?\\p{N}+| ?[^\\s\\p{L}\\p{N}]+|\\s+(?!\\S)|\\s+",
                    Pattern.UNICODE_CHARACTER_CLASS);

    /// Words and what is between them, without white space.
    Pattern WORDS = Pattern.compile("\\w+|[^\\w\\s]+", Pattern.UNICODE_CHARACTER_CLASS);

    /// The words of a text, or of its part before the first added token.
    List<String> split(String text);

    /// The words of a part of a text that follows an added token.
    default List<String> splitLater(String text) {
        return split(text);
    }

    /// The pre-tokenizer that a file describes; the whole text is one word where it has `null`.
    static WordSplit of(JsonNode json) throws TokenizerException {
        if (json.isNull() || json.isMissingNode()) {
            return text -> text.isEmpty() ? List.of() : List.of(text);
        }
        String type = json.path("type").asText();
        return switch (type) {
            case "BertPreTokenizer" -> WordSplit::bert;
            case "Whitespace" -> text -> matches(WORDS, text);
            case "WhitespaceSplit" -> text -> bySpaces(text);
            case "ByteLevel" -> byteLevel(json);
            case "Metaspace" -> Metaspace.of(json);
            case "Split" -> PatternSplit.of(json);
            case "Sequence" -> sequence(json.path("pretokenizers"));
            default ->
                    throw new TokenizerException(
                            "pre_tokenizer '%s' is not known, expected BertPreTokenizer, Whitespace, WhitespaceSplit, ByteLevel, Metaspace, Split or Sequence"
                                    .formatted(type));
        };
    }

    /// Each of some splits on the words of the one before.
    private static WordSplit sequence(JsonNode list) throws TokenizerException {
        WordSplit all = text -> text.isEmpty() ? List.of() : List.of(text);
        for (JsonNode each : list) {
            WordSplit before = all;
            WordSplit next = of(each);
            if (next instanceof Metaspace metaspace
                    && metaspace.prepending() == Metaspace.Prepending.FIRST) {
                throw new TokenizerException(
                        "pre_tokenizer.prepend_scheme is 'first' in a Sequence, expected always or never");
            }
            all =
                    text ->
                            before.split(text).stream()
                                    .flatMap(word -> next.split(word).stream())
                                    .toList();
        }
        return all;
    }

    private static List<String> matches(Pattern pattern, String text) {
        List<String> words = new ArrayList<>();
        Matcher matcher = pattern.matcher(text);
        while (matcher.find()) {
            words.add(matcher.group());
        }
        return words;
    }

    private static List<String> bySpaces(String text) {
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        text.codePoints()
                .forEach(character -> {
                    if (Characters.isWhitespace(character)) {
                        flush(word, words);
                    } else {
                        word.appendCodePoint(character);
                    }
                });
        flush(word, words);
        return words;
    }

    /// White space parts words, and each mark of punctuation is one.
    private static List<String> bert(String text) {
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        text.codePoints()
                .forEach(character -> {
                    if (Characters.isWhitespace(character)) {
                        flush(word, words);
                    } else if (Characters.isPunctuation(character)) {
                        flush(word, words);
                        words.add(Character.toString(character));
                    } else {
                        word.appendCodePoint(character);
                    }
                });
        flush(word, words);
        return words;
    }

    private static void flush(StringBuilder word, List<String> words) {
        if (!word.isEmpty()) {
            words.add(word.toString());
            word.setLength(0);
        }
    }

    private static WordSplit byteLevel(JsonNode json) {
        boolean prefix = json.path("add_prefix_space").asBoolean(true);
        boolean pattern = json.path("use_regex").asBoolean(true);
        return text -> {
            boolean spaced = prefix && !text.isEmpty() && !text.startsWith(" ");
            String whole = spaced ? " " + text : text;
            List<String> words =
                    pattern ? matches(GPT2, whole) : whole.isEmpty() ? List.of() : List.of(whole);
            return words.stream().map(WordSplit::visible).toList();
        };
    }

    /// A word with a visible character for each byte of its UTF-8: the byte's own where it has one,
    /// and one from U+0100 on for each of the others, in order.
    private static String visible(String word) {
        StringBuilder characters = new StringBuilder();
        for (byte unit : word.getBytes(StandardCharsets.UTF_8)) {
            characters.append(visible(unit & 0xFF));
        }
        return characters.toString();
    }

    private static char visible(int unit) {
        if (isVisible(unit)) {
            return (char) unit;
        }
        int hidden = 0;
        for (int i = 0; i < unit; i++) {
            hidden += isVisible(i) ? 0 : 1;
        }
        return (char) (0x100 + hidden);
    }

    private static boolean isVisible(int unit) {
        return unit >= '!' && unit <= '~' || unit >= 0xA1 && unit <= 0xAC || unit >= 0xAE;
    }
}
