package dev.serval.steps.text;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/// BERT's model: a word is the longest token that begins it, then the longest that goes on, and so
/// forth; a word that cannot be made so, or is too long, is the unknown token.
///
/// @param prefix what tokens within a word begin with: `##`
/// @param longest how many characters a word may have
record WordPiece(Vocabulary vocabulary, int unknown, String prefix, int longest)
        implements WordModel {
    private static final int LONGEST = 100;

    static WordPiece of(JsonNode json) throws TokenizerException {
        Vocabulary vocabulary = Vocabulary.of(json.path("vocab"));
        return new WordPiece(
                vocabulary,
                vocabulary.require(json.path("unk_token").asText("[UNK]")),
                json.path("continuing_subword_prefix").asText("##"),
                json.path("max_input_chars_per_word").asInt(LONGEST));
    }

    @Override
    public List<Integer> tokens(String word) {
        int[] characters = word.codePoints().toArray();
        if (characters.length > longest) {
            return List.of(unknown);
        }
        List<Integer> tokens = new ArrayList<>();
        int start = 0;
        while (start < characters.length) {
            int end = characters.length;
            OptionalInt found = OptionalInt.empty();
            while (end > start && found.isEmpty()) {
                String piece = new String(characters, start, end - start);
                found = vocabulary.find(start == 0 ? piece : prefix + piece);
                end--;
            }
            if (found.isEmpty()) {
                return List.of(unknown);
            }
            tokens.add(found.getAsInt());
            start = end + 1;
        }
        return tokens;
    }
}
