package dev.serval.platform.plan.storage;

import static dev.serval.platform.api.inline.Absent.orEmpty;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Where a component's model comes from.
public sealed interface ModelStorage {
    /// The component brings its model along, or has none.
    record None() implements ModelStorage {}

    /// Artefacts that are fetched, each to its own place.
    record Artefacts(List<Artefact> artefacts) implements ModelStorage {
        public Artefacts {
            artefacts = List.copyOf(artefacts);
        }
    }

    /// One artefact: where it is fetched from, and where the component finds it.
    record Artefact(String uri, String mountPath) {}

    /// An entry of the storage secret and a path below it.
    ///
    /// @param key the entry; null for the default one
    /// @param path the path of the model below it; null for its root
    /// @param parameters what overrides the entry
    record SecretEntry(@Nullable String key, @Nullable String path, Map<String, String> parameters)
            implements ModelStorage {
        public SecretEntry {
            parameters = orEmpty(parameters);
        }
    }
}
