package dev.serval.server.description;

/// A model version in the repository's index.
///
/// @param version empty for a model of which no version could be made out
public record IndexEntry(String name, String version, String state, String reason) {}
