package dev.serval.platform.api.yaml;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;

/// Why a resource cannot be read, with the field, what it has and what was expected.
public final class FieldProblem {
    private FieldProblem() {}

    /// `'spec.predictor.minReplicas': expected a whole number, found text 'x'`
    ///
    /// @param resource what was read
    /// @param failure how that failed
    public static String of(JsonNode resource, JsonMappingException failure) {
        JsonPointer at = FieldPath.pointer(JsonPointer.empty(), failure.getPath());
        String path = FieldPath.of(at, JsonPointer.empty());
        if (failure instanceof MismatchedInputException mismatch
                && mismatch.getTargetType() != null) {
            return "'%s': expected %s, found %s"
                    .formatted(
                            path,
                            TypeNames.expected(mismatch.getTargetType()),
                            TypeNames.found(resource.at(at)));
        }
        return "'%s': %s".formatted(path, failure.getOriginalMessage());
    }
}
