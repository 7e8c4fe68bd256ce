package dev.serval.steps.text;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The tokens that stand for bytes, `<0x00>` to `<0xFF>`, of which a model makes what it has no
/// other tokens for.
///
/// @param ids one for each byte
record ByteTokens(List<Integer> ids) {
    ByteTokens {
        ids = List.copyOf(ids);
    }

    /// Those of a vocabulary.
    ///
    /// @param vocabulary the id of a token; `null` where there is none
    static ByteTokens of(Function<String, @Nullable Integer> vocabulary) throws TokenizerException {
        List<Integer> ids = new ArrayList<>();
        for (int unit = 0; unit <= 0xFF; unit++) {
            Integer id = vocabulary.apply("<0x%02X>".formatted(unit));
            if (id == null) {
                throw new TokenizerException(
                        "model.byte_fallback is true, and there is no token '<0x%02X>'"
                                .formatted(unit));
            }
            ids.add(id);
        }
        return new ByteTokens(ids);
    }

    /// The tokens of a text's UTF-8.
    List<Integer> tokens(String text) {
        List<Integer> tokens = new ArrayList<>();
        for (byte unit : text.getBytes(StandardCharsets.UTF_8)) {
            tokens.add(ids.get(unit & 0xFF));
        }
        return tokens;
    }
}
