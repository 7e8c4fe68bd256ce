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
/// @param whole whether a word that is a token is taken as it is
/// @param rest what is made of a character that is no token
record BytePairs(Vocabulary vocabulary, Map<String, Integer> ranks, boolean whole, Rest rest)
        implements WordModel {
    BytePairs {
        ranks = Map.copyOf(ranks);
    }

    /// What is made of a character that is no token.
    ///
    /// @param bytes a token for each of its bytes; `null` if there are no such tokens
    /// @param unknown otherwise the one for whatever is not known; `null` drops it
    /// @param isFused whether such characters side by side are one token
    record Rest(@Nullable ByteTokens bytes, @Nullable Integer unknown, boolean isFused) {
        static Rest of(JsonNode json, Vocabulary vocabulary) throws TokenizerException {
            JsonNode unknown = json.path("unk_token");
            return new Rest(
                    json.path("byte_fallback").asBoolean()
                            ? ByteTokens.of(vocabulary.ids()::get)
                            : null,
                    unknown.isTextual() ? (Integer) vocabulary.require(unknown.asText()) : null,
                    json.path("fuse_unk").asBoolean());
        }

        /// @param isRepeated whether the character before it was none either
        void addTo(List<Integer> tokens, String character, boolean isRepeated) {
            if (bytes != null) {
                tokens.addAll(bytes.tokens(character));
            } else if (unknown != null && !(isFused && isRepeated)) {
                tokens.add(unknown);
            }
        }
    }

    static BytePairs of(JsonNode json) throws TokenizerException {
        Vocabulary vocabulary = Vocabulary.of(json.path("vocab"));
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
        return new BytePairs(
                vocabulary,
                ranks,
                json.path("ignore_merges").asBoolean(),
                Rest.of(json, vocabulary));
    }

    @Override
    public List<Integer> tokens(String word) {
        Integer own = vocabulary.ids().get(word);
        if (whole && own != null) {
            return List.of(own);
        }
        List<Integer> tokens = new ArrayList<>();
        boolean isRepeated = false;
        for (String part : new PairMerging(word, ranks).parts()) {
            Integer id = vocabulary.ids().get(part);
            if (id != null) {
                tokens.add(id);
            } else {
                rest.addTo(tokens, part, isRepeated);
            }
            isRepeated = id == null;
        }
        return tokens;
    }
}
