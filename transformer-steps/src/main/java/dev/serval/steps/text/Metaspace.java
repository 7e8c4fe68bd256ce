package dev.serval.steps.text;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// SentencePiece's words: each space is a sign that the word after it begins with.
///
/// @param isCut whether the text is cut before each sign
record Metaspace(String sign, Prepending prepending, boolean isCut) implements WordSplit {
    /// Which parts of a text begin with a sign, whether there was a space or not.
    enum Prepending {
        ALWAYS,
        FIRST,
        NEVER;

        static Prepending of(String written) throws TokenizerException {
            for (Prepending prepending : values()) {
                if (prepending.name().toLowerCase(Locale.ROOT).equals(written)) {
                    return prepending;
                }
            }
            throw new TokenizerException(
                    "pre_tokenizer.prepend_scheme is '%s', expected always, first or never"
                            .formatted(written));
        }
    }

    static Metaspace of(JsonNode json) throws TokenizerException {
        boolean prefix = json.path("add_prefix_space").asBoolean(true);
        return new Metaspace(
                json.path("replacement").asText("\u2581"),
                Prepending.of(json.path("prepend_scheme").asText(prefix ? "always" : "never")),
                json.path("split").asBoolean(true));
    }

    @Override
    public List<String> split(String text) {
        return words(text, prepending == Prepending.NEVER ? "" : sign);
    }

    @Override
    public List<String> splitLater(String text) {
        return words(text, prepending == Prepending.ALWAYS ? sign : "");
    }

    private List<String> words(String text, String prefix) {
        String signed = text.replace(" ", sign);
        if (signed.isEmpty()) {
            return List.of();
        }
        String whole = signed.startsWith(sign) ? signed : prefix + signed;
        return isCut ? cut(whole) : List.of(whole);
    }

    private List<String> cut(String text) {
        List<String> words = new ArrayList<>();
        int start = 0;
        while (start < text.length()) {
            int next = text.indexOf(sign, start + 1);
            int end = next < 0 ? text.length() : next;
            words.add(text.substring(start, end));
            start = end;
        }
        return words;
    }
}
