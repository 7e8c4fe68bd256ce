package dev.serval.explainer.parts;

import dev.serval.explainer.model.Rows;
import dev.serval.inference.failure.InvalidInput;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A text as words that can be left out: runs of letters, marks, digits and underscores. What
/// stands between words always stays.
///
/// @param words in the order in which they first stand in the text
/// @param mask what stands where a word was left out; empty for nothing
public record MaskedText(String text, List<Word> words, String mask) {
    /// More words than this are no text that a method gets done with.
    private static final int MOST_WORDS = 2000;

    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{M}\\p{N}_]+");

    public MaskedText {
        words = List.copyOf(words);
    }

    /// A word, with each place where it stands.
    public record Word(String name, List<Span> places) {
        public Word {
            places = List.copyOf(places);
        }
    }

    /// From one character to before another, as Java and JavaScript count them: in UTF-16.
    public record Span(int start, int end) {}

    /// Whether a word that comes again is the same word.
    public enum Unit {
        /// All places of a word are left out together.
        WORD,
        /// Each place is a word by itself.
        PLACE
    }

    /// @throws InvalidInput if the text has no words, or too many
    public static MaskedText of(String text, Unit unit, String mask) {
        Map<String, List<Span>> places = new LinkedHashMap<>();
        List<Word> words = new ArrayList<>();
        Matcher found = WORD.matcher(text);
        while (found.find()) {
            Span span = new Span(found.start(), found.end());
            switch (unit) {
                case WORD ->
                        places.computeIfAbsent(found.group(), _ -> new ArrayList<>()).add(span);
                case PLACE -> words.add(new Word(found.group(), List.of(span)));
            }
        }
        places.forEach((name, spans) -> words.add(new Word(name, spans)));
        if (words.isEmpty()) {
            throw new InvalidInput(
                    "the text '%s' has no words, expected letters or digits"
                            .formatted(text.substring(0, Math.min(text.length(), 60))));
        }
        if (words.size() > MOST_WORDS) {
            throw new InvalidInput(
                    "the text has %d words, expected at most %d"
                            .formatted(words.size(), MOST_WORDS));
        }
        return new MaskedText(text, words, mask);
    }

    /// The text with only the words for which a row has at least a half.
    public String with(Rows rows, int row) {
        boolean[] left = new boolean[text.length()];
        boolean[] begins = new boolean[text.length()];
        for (int word = 0; word < words.size(); word++) {
            if (rows.at(row, word) < 0.5) {
                for (Span span : words.get(word).places()) {
                    begins[span.start()] = true;
                    for (int i = span.start(); i < span.end(); i++) {
                        left[i] = true;
                    }
                }
            }
        }
        StringBuilder shown = new StringBuilder(text.length());
        for (int i = 0; i < left.length; i++) {
            if (begins[i]) {
                shown.append(mask);
            }
            if (!left[i]) {
                shown.append(text.charAt(i));
            }
        }
        return shown.toString();
    }
}
