package dev.serval.protocol.v1;

/// How a V1 request lays its values out; the answer follows it.
public enum V1Format {
    /// `instances`: one value after the other, each with all its inputs.
    ROWS,
    /// `inputs`: one input after the other, each with all its values.
    COLUMNS
}
