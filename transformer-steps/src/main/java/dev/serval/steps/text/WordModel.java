package dev.serval.steps.text;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/// Makes tokens of one word.
sealed interface WordModel permits WordPiece, BytePairs, Unigram {
    /// The ids of the tokens that the word is made of, in order.
    List<Integer> tokens(String word);

    /// The model that a file describes.
    static WordModel of(JsonNode json) throws TokenizerException {
        String type = json.path("type").asText(json.has("merges") ? "BPE" : "WordPiece");
        return switch (type) {
            case "WordPiece" -> WordPiece.of(json);
            case "BPE" -> BytePairs.of(json);
            case "Unigram" -> Unigram.of(json);
            default ->
                    throw new TokenizerException(
                            "model '%s' is not known, expected WordPiece, BPE or Unigram"
                                    .formatted(type));
        };
    }
}
