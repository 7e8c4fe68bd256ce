package dev.serval.steps.text;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.serval.steps.text.AddedTokens.Piece;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// What a `tokenizer.json` describes: from a text to the ids of its tokens. Threads share it.
///
/// @param padding the id that fills up shorter texts
record Tokenizer(
        AddedTokens added,
        Normalizer normalizer,
        WordSplit words,
        WordModel model,
        Template template,
        int padding) {
    private static final long LARGEST = 64L << 20;
    private static final List<String> PADDING = List.of("[PAD]", "<pad>");

    /// The tokenizer of a file.
    static Tokenizer read(Path file) throws TokenizerException {
        try {
            if (Files.size(file) > LARGEST) {
                throw new TokenizerException("it has more than %d bytes".formatted(LARGEST));
            }
            JsonNode json = new ObjectMapper().readTree(Files.readAllBytes(file));
            JsonNode model = json.path("model");
            return new Tokenizer(
                    AddedTokens.of(json.path("added_tokens")),
                    Normalizer.of(json.path("normalizer")),
                    WordSplit.of(json.path("pre_tokenizer")),
                    WordModel.of(model),
                    Template.of(json.path("post_processor")),
                    padding(json));
        } catch (JsonProcessingException malformed) {
            throw new TokenizerException("it is no JSON: " + malformed.getOriginalMessage());
        } catch (IOException unreadable) {
            throw new TokenizerException("it cannot be read: " + unreadable);
        }
    }

    private static int padding(JsonNode json) {
        JsonNode written = json.path("padding").path("pad_id");
        if (written.isInt()) {
            return written.asInt();
        }
        for (JsonNode added : json.path("added_tokens")) {
            if (PADDING.contains(added.path("content").asText())) {
                return added.path("id").asInt();
            }
        }
        for (String token : PADDING) {
            JsonNode id = json.path("model").path("vocab").path(token);
            if (id.isInt()) {
                return id.asInt();
            }
        }
        return 0;
    }

    /// The ids of a text's tokens, with the special ones around it; those that are too many are cut
    /// off at its end.
    ///
    /// @param most how many there may be
    List<Integer> encode(String text, int most) {
        int room = Math.max(0, most - template.size());
        List<Integer> ids = new ArrayList<>(template.before());
        int full = ids.size() + room;
        boolean isFirst = true;
        for (Piece piece : added.split(text)) {
            if (piece.id() != null) {
                ids.add(piece.id());
                isFirst = false;
                continue;
            }
            String part = normalizer.apply(piece.text());
            for (String word : isFirst ? words.split(part) : words.splitLater(part)) {
                ids.addAll(model.tokens(word));
                if (ids.size() >= full) {
                    break;
                }
            }
        }
        while (ids.size() > full) {
            ids.removeLast();
        }
        ids.addAll(template.after());
        return ids;
    }
}
