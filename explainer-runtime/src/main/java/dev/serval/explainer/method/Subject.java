package dev.serval.explainer.method;

/// What kind of instance is explained.
public enum Subject {
    /// A row of numbers, which may be an image's.
    NUMBERS,
    /// A text, as a row with a 1 for each of its words; 0 leaves the word out.
    TEXT
}
