package dev.serval.platform.plan.storage;

import static dev.serval.platform.api.inline.Absent.orEmpty;

import dev.serval.inference.contract.RuntimeDefaults;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Where a component's model comes from.
public sealed interface ModelStorage {
    /// What there is to be fetched or mounted, each with its place.
    List<Artefact> artefacts();

    /// The component brings its model along, or has none.
    record None() implements ModelStorage {
        @Override
        public List<Artefact> artefacts() {
            return List.of();
        }
    }

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
        /// What the entry completes.
        private static final String PLACEHOLDER = "<scheme-placeholder>://";

        public SecretEntry {
            parameters = orEmpty(parameters);
        }

        /// Where it is fetched from, as KServe writes it: a path that is a URI already is one.
        public String uri() {
            String below = Objects.requireNonNullElse(path, "");
            return below.contains("://") ? below : PLACEHOLDER + below;
        }

        @Override
        public List<Artefact> artefacts() {
            return List.of(new Artefact(uri(), RuntimeDefaults.MODEL_DIR));
        }
    }
}
