package dev.serval.platform.api.yaml;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonMappingException;
import java.util.List;

/// The place of a field as a user would say it: `spec.predictor.containers[0].image`.
final class FieldPath {
    private FieldPath() {}

    /// The path from `start` to `pointer`.
    static String of(JsonPointer pointer, JsonPointer start) {
        StringBuilder path = new StringBuilder();
        JsonPointer rest = pointer;
        for (JsonPointer passed = start; !passed.matches(); passed = passed.tail()) {
            rest = rest.tail();
        }
        for (; !rest.matches(); rest = rest.tail()) {
            if (rest.getMatchingIndex() >= 0) {
                path.append('[').append(rest.getMatchingIndex()).append(']');
            } else {
                path.append(path.isEmpty() ? "" : ".").append(rest.getMatchingProperty());
            }
        }
        return path.toString();
    }

    /// Where a reader was when it failed.
    static JsonPointer pointer(JsonPointer start, List<JsonMappingException.Reference> path) {
        JsonPointer pointer = start;
        for (JsonMappingException.Reference step : path) {
            pointer =
                    step.getFieldName() == null
                            ? pointer.appendIndex(step.getIndex())
                            : pointer.appendProperty(step.getFieldName());
        }
        return pointer;
    }
}
