package dev.serval.steps.text;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/// The special tokens before and after those of a text.
record Template(List<Integer> before, List<Integer> after) {
    Template {
        before = List.copyOf(before);
        after = List.copyOf(after);
    }

    int size() {
        return before.size() + after.size();
    }

    /// The template of single texts that a file describes.
    static Template of(JsonNode json) throws TokenizerException {
        if (json.isNull() || json.isMissingNode()) {
            return new Template(List.of(), List.of());
        }
        String type = json.path("type").asText();
        return switch (type) {
            case "TemplateProcessing" -> single(json);
            case "BertProcessing", "RobertaProcessing" ->
                    new Template(
                            List.of(json.path("cls").path(1).asInt()),
                            List.of(json.path("sep").path(1).asInt()));
            case "ByteLevel" -> new Template(List.of(), List.of());
            default ->
                    throw new TokenizerException(
                            "post_processor '%s' is not known, expected TemplateProcessing, BertProcessing, RobertaProcessing or ByteLevel"
                                    .formatted(type));
        };
    }

    private static Template single(JsonNode json) throws TokenizerException {
        List<Integer> before = new ArrayList<>();
        List<Integer> after = new ArrayList<>();
        boolean passed = false;
        for (JsonNode piece : json.path("single")) {
            JsonNode special = piece.path("SpecialToken");
            if (special.isMissingNode()) {
                passed = true;
                continue;
            }
            String name = special.path("id").asText();
            JsonNode ids = json.path("special_tokens").path(name).path("ids");
            if (!ids.isArray() || special.path("type_id").asInt() != 0) {
                throw new TokenizerException(
                        "post_processor.single has '%s', expected a special token with ids, of type 0"
                                .formatted(name));
            }
            for (JsonNode id : ids) {
                (passed ? after : before).add(id.asInt());
            }
        }
        return new Template(before, after);
    }
}
