package dev.serval.platform.local.printing;

/// The forms in which resources are printed.
public enum Format {
    TABLE,
    /// A table with more columns.
    WIDE,
    JSON,
    YAML,
    /// `inferenceservice/iris`
    NAME
}
