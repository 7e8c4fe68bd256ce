package dev.serval.platform.api.yaml;

/// A place in a file; lines and columns count from one.
public record SourceLocation(String file, int line, int column) {
    /// `iris.yaml:3:7`
    @Override
    public String toString() {
        return file + ":" + line + ":" + column;
    }
}
