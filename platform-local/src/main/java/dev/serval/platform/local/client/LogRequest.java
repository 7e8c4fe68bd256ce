package dev.serval.platform.local.client;

import java.util.Optional;

/// Which logs are wanted.
///
/// @param tail how many of the last lines; empty for all
/// @param replica of which replica; empty for all of them
/// @param isFollowed whether what comes later is wanted too
public record LogRequest(
        String namespace,
        String service,
        Optional<Integer> tail,
        Optional<String> replica,
        boolean isFollowed) {}
