package dev.serval.steps.text;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/// The tokens that there are, by their text.
record Vocabulary(Map<String, Integer> ids) {
    Vocabulary {
        ids = Map.copyOf(ids);
    }

    static Vocabulary of(JsonNode vocab) throws TokenizerException {
        if (!vocab.isObject()) {
            throw new TokenizerException("model.vocab is missing, expected ids by token");
        }
        Map<String, Integer> ids = new HashMap<>();
        vocab.properties().forEach(entry -> ids.put(entry.getKey(), entry.getValue().asInt()));
        return new Vocabulary(ids);
    }

    OptionalInt find(String token) {
        Integer id = ids.get(token);
        return id == null ? OptionalInt.empty() : OptionalInt.of(id);
    }

    int require(String token) throws TokenizerException {
        return find(token)
                .orElseThrow(() ->
                        new TokenizerException(
                                "token '%s' is not in the vocabulary of %d"
                                        .formatted(token, ids.size())));
    }

    /// The ids of those tokens, which are there.
    List<Integer> of(List<String> tokens) {
        return tokens.stream().map(ids::get).toList();
    }
}
