package dev.serval.steps.text;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Byte-pair encoding (Sennrich et al., 2016): a word begins as single characters, and of all
/// neighbours that the file merges, those it names first are merged first.
///
/// @param ranks the place of each merge, by its two sides with a space between them
/// @param unknown for a character that is no token; `null` drops it
/// @param whole whether a word that is a token is taken as it is
record BytePairs(
        Vocabulary vocabulary, Map<String, Integer> ranks, @Nullable Integer unknown, boolean whole)
        implements WordModel {
    BytePairs {
        ranks = Map.copyOf(ranks);
    }

    static BytePairs of(JsonNode json) throws TokenizerException {
        Vocabulary vocabulary = Vocabulary.of(json.path("vocab"));
        for (String option : List.of("byte_fallback", "fuse_unk")) {
            if (json.path(option).asBoolean()) {
                throw new TokenizerException("model.%s is true, expected false".formatted(option));
            }
        }
        for (String option :
                List.of("dropout", "continuing_subword_prefix", "end_of_word_suffix")) {
            JsonNode value = json.path(option);
            boolean unset = value.isMissingNode() || value.isNull() || value.asText().isEmpty();
            if (!unset) {
                throw new TokenizerException(
                        "model.%s is %s, expected null".formatted(option, value));
            }
        }
        Map<String, Integer> ranks = new HashMap<>();
        for (JsonNode merge : json.path("merges")) {
            String pair =
                    merge.isArray()
                            ? merge.path(0).asText() + " " + merge.path(1).asText()
                            : merge.asText();
            ranks.putIfAbsent(pair, ranks.size());
        }
        JsonNode unknown = json.path("unk_token");
        return new BytePairs(
                vocabulary,
                ranks,
                unknown.isTextual() ? (Integer) vocabulary.require(unknown.asText()) : null,
                json.path("ignore_merges").asBoolean());
    }

    @Override
    public List<Integer> tokens(String word) {
        Integer own = vocabulary.ids().get(word);
        if (whole && own != null) {
            return List.of(own);
        }
        List<Integer> tokens = new ArrayList<>();
        for (String part : new PairMerging(word, ranks).parts()) {
            Integer id = vocabulary.ids().get(part);
            if (id != null) {
                tokens.add(id);
            } else if (unknown != null) {
                tokens.add(unknown);
            }
        }
        return tokens;
    }
}
