package dev.serval.steps.text;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Tokens that are found in a text as it is, before anything is done to it: `[MASK]`.
record AddedTokens(List<Added> tokens) {
    AddedTokens {
        tokens = tokens.stream().sorted(Comparator.comparingInt(Added::length).reversed()).toList();
    }

    /// @param left whether it takes white space before it along, and so for `right`
    record Added(String content, int id, boolean left, boolean right) {
        int length() {
            return content.length();
        }
    }

    /// A piece of a text: an added token by its id, or what lies between two.
    ///
    /// @param id `null` for what is no added token
    record Piece(String text, @Nullable Integer id) {}

    static AddedTokens of(JsonNode list) throws TokenizerException {
        List<Added> tokens = new ArrayList<>();
        for (JsonNode token : list) {
            String content = token.path("content").asText();
            boolean special = token.path("special").asBoolean();
            boolean plain = !token.path("single_word").asBoolean() && !content.isEmpty();
            if (!plain || !special && token.path("normalized").asBoolean()) {
                throw new TokenizerException(
                        "added token '%s' is normalized or a single word, expected neither"
                                .formatted(content));
            }
            tokens.add(
                    new Added(
                            content,
                            token.path("id").asInt(),
                            token.path("lstrip").asBoolean(),
                            token.path("rstrip").asBoolean()));
        }
        return new AddedTokens(tokens);
    }

    /// The text cut at its added tokens: at the first one, the longest of those that begin there,
    /// and so on from its end.
    List<Piece> split(String text) {
        List<Piece> pieces = new ArrayList<>();
        int start = 0;
        int place = 0;
        while (place < text.length()) {
            Added found = at(text, place);
            if (found == null) {
                place++;
                continue;
            }
            int end = place + found.length();
            String before = text.substring(start, place);
            addText(found.left ? before.stripTrailing() : before, pieces);
            pieces.add(new Piece(found.content, found.id));
            while (found.right
                    && end < text.length()
                    && Characters.isWhitespace(text.charAt(end))) {
                end++;
            }
            start = end;
            place = end;
        }
        addText(text.substring(start), pieces);
        return pieces;
    }

    private @Nullable Added at(String text, int place) {
        for (Added token : tokens) {
            if (text.startsWith(token.content, place)) {
                return token;
            }
        }
        return null;
    }

    private static void addText(String text, List<Piece> pieces) {
        if (!text.isEmpty()) {
            pieces.add(new Piece(text, null));
        }
    }
}
