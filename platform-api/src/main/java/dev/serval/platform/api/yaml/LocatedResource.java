package dev.serval.platform.api.yaml;

import io.fabric8.kubernetes.api.model.HasMetadata;

/// A resource and where its document starts.
public record LocatedResource(HasMetadata resource, SourceLocation where) {}
