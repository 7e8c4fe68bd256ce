package dev.serval.server.description;

import java.util.List;

/// What a client asks first: who serves, and which extensions of the protocol it speaks.
public record ServerMetadata(String name, String version, List<String> extensions) {}
