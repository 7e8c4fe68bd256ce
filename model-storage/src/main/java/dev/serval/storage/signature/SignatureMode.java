package dev.serval.storage.signature;

/// What becomes of a model whose signature is missing or bad.
public enum SignatureMode {
    /// It is refused.
    REQUIRED,
    /// It is used, and that is told.
    WARN,
    /// Nobody looks.
    OFF
}
