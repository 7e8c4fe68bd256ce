package dev.serval.platform.local.service;

import java.util.List;
import java.util.Set;

/// What a user of a kind of resource ought to know.
final class Warnings {
    private static final Set<String> KEPT_ONLY = Set.of("InferenceGraph", "TrainedModel");

    private Warnings() {}

    static List<String> of(String kind) {
        return KEPT_ONLY.contains(kind)
                ? List.of("%s is kept, but not run by the local platform".formatted(kind))
                : List.of();
    }
}
