package dev.serval.platform.api.yaml;

/// Something that is wrong with a file, or likely to be.
///
/// @param where the place
/// @param severity whether the document is still used
/// @param message what was found and what was expected
public record Problem(SourceLocation where, Severity severity, String message) {
    /// Whether a document with a problem is still used.
    public enum Severity {
        /// The document is left out.
        ERROR,
        /// The document is used as it is.
        WARNING
    }

    static Problem error(SourceLocation where, String message) {
        return new Problem(where, Severity.ERROR, message);
    }

    static Problem warning(SourceLocation where, String message) {
        return new Problem(where, Severity.WARNING, message);
    }

    /// `iris.yaml:3:7: unknown field 'spec.predictor.modle', did you mean 'model'?`
    @Override
    public String toString() {
        return where + ": " + message;
    }
}
