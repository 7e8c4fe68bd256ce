package dev.serval.steps.text;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// `Split`: a text cut where a pattern is found, and what becomes of what the pattern matched.
///
/// @param inverted whether what lies between matches is taken for them, and they for it
record PatternSplit(Pattern pattern, Behavior behavior, boolean inverted) implements WordSplit {
    /// The patterns of models that are about: GPT-2's, Llama 3's and Qwen's, of which the last two
    /// differ in how many digits are one word. Others may mean something else in Java than in the
    /// library of the file's makers.
    private static final Map<String, Pattern> KNOWN =
            Stream.of(GPT2, words("\\p{N}{1,3}"), words("\\p{N}"))
                    .collect(Collectors.toMap(Pattern::pattern, Function.identity()));

    private static Pattern words(String digits) {
        return Pattern.compile(
                "(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\\r\\n\\p{L}\\p{N}]?\\p{L}+|"
                        + digits
                        + "| ?[^\\s\\p{L}\\p{N}]+[\\r\\n]*|\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+",
                Pattern.UNICODE_CHARACTER_CLASS);
    }

    /// What becomes of a match. One that is merged is part of the word before or after it, unless
    /// that is a match, too.
    enum Behavior {
        REMOVED("Removed"),
        ISOLATED("Isolated"),
        MERGED_WITH_PREVIOUS("MergedWithPrevious"),
        MERGED_WITH_NEXT("MergedWithNext"),
        CONTIGUOUS("Contiguous");

        private final String written;

        Behavior(String written) {
            this.written = written;
        }

        static Behavior of(JsonNode json) throws TokenizerException {
            for (Behavior behavior : values()) {
                if (behavior.written.equals(json.asText())) {
                    return behavior;
                }
            }
            throw new TokenizerException(
                    "pre_tokenizer.behavior is %s, expected Removed, Isolated, MergedWithPrevious, MergedWithNext or Contiguous"
                            .formatted(json));
        }
    }

    static PatternSplit of(JsonNode json) throws TokenizerException {
        return new PatternSplit(
                pattern(json.path("pattern")),
                Behavior.of(json.path("behavior")),
                json.path("invert").asBoolean());
    }

    private static Pattern pattern(JsonNode json) throws TokenizerException {
        String literal = json.path("String").asText();
        if (!literal.isEmpty()) {
            return Pattern.compile(Pattern.quote(literal));
        }
        Pattern known = KNOWN.get(json.path("Regex").asText());
        if (known == null) {
            throw new TokenizerException(
                    "pre_tokenizer.pattern is %s, expected a String, or the Regex of GPT-2, Llama 3 or Qwen"
                            .formatted(json));
        }
        return known;
    }

    /// A part of the text.
    private record Part(int start, int end, boolean isMatch) {
        Part until(int later) {
            return new Part(start, later, isMatch);
        }
    }

    @Override
    public List<String> split(String text) {
        List<Part> parts = parts(text);
        List<Part> words =
                switch (behavior) {
                    case REMOVED -> parts.stream().filter(part -> !part.isMatch()).toList();
                    case ISOLATED -> parts;
                    case MERGED_WITH_PREVIOUS ->
                            joined(parts, (part, next) -> !part.isMatch() && next.isMatch());
                    case MERGED_WITH_NEXT ->
                            joined(parts, (part, next) -> part.isMatch() && !next.isMatch());
                    case CONTIGUOUS ->
                            joined(parts, (part, next) -> part.isMatch() == next.isMatch());
                };
        return words.stream().map(word -> text.substring(word.start(), word.end())).toList();
    }

    private List<Part> parts(String text) {
        List<Part> parts = new ArrayList<>();
        Matcher matcher = pattern.matcher(text);
        int end = 0;
        while (matcher.find()) {
            if (matcher.start() > end) {
                parts.add(new Part(end, matcher.start(), inverted));
            }
            parts.add(new Part(matcher.start(), matcher.end(), !inverted));
            end = matcher.end();
        }
        if (end < text.length()) {
            parts.add(new Part(end, text.length(), inverted));
        }
        return parts;
    }

    /// The words that parts make, where neighbours that belong together are one.
    private static List<Part> joined(List<Part> parts, BiPredicate<Part, Part> belongTogether) {
        List<Part> words = new ArrayList<>();
        for (int i = 0; i < parts.size(); i++) {
            Part part = parts.get(i);
            if (i > 0 && belongTogether.test(parts.get(i - 1), part)) {
                words.add(words.removeLast().until(part.end()));
            } else {
                words.add(part);
            }
        }
        return words;
    }
}
