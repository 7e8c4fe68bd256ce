package dev.serval.platform.local.control;

import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.List;

/// What came of applying a resource.
public sealed interface ApplyOutcome {
    ResourceKey key();

    /// It is stored and being reconciled.
    ///
    /// @param change what it did
    /// @param resource the resource as it is stored
    /// @param warnings what its user ought to know
    record Applied(ResourceKey key, Change change, HasMetadata resource, List<String> warnings)
            implements ApplyOutcome {
        public Applied {
            warnings = List.copyOf(warnings);
        }
    }

    /// It is refused, and what was there before stays.
    ///
    /// @param message the field, the value found and the value expected
    record Refused(ResourceKey key, String message) implements ApplyOutcome {}

    /// What applying did, in kubectl's words.
    enum Change {
        CREATED,
        CONFIGURED,
        UNCHANGED
    }
}
