package dev.serval.predictor.configuration;

import dev.serval.inference.model.ModelVersion;
import java.util.Collections;
import java.util.NavigableSet;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// Which of a model's versions are served.
public sealed interface VersionPolicy {
    /// What holds where a model says nothing.
    VersionPolicy DEFAULT = new Latest(1);

    /// Those of the versions that are to be served.
    NavigableSet<ModelVersion> select(SortedSet<ModelVersion> present);

    /// The policy in words: `latest: 1`.
    String text();

    /// The greatest versions, `count` of them.
    record Latest(int count) implements VersionPolicy {
        public Latest {
            if (count < 1) {
                throw new IllegalArgumentException(
                        "%d versions, expected 1 or more".formatted(count));
            }
        }

        @Override
        public NavigableSet<ModelVersion> select(SortedSet<ModelVersion> present) {
            return new TreeSet<>(present)
                    .descendingSet().stream()
                            .limit(count)
                            .collect(Collectors.toCollection(TreeSet::new));
        }

        @Override
        public String text() {
            return "latest: " + count;
        }
    }

    /// Every version.
    record All() implements VersionPolicy {
        @Override
        public NavigableSet<ModelVersion> select(SortedSet<ModelVersion> present) {
            return new TreeSet<>(present);
        }

        @Override
        public String text() {
            return "all";
        }
    }

    /// These versions and no other.
    record Specific(SortedSet<ModelVersion> versions) implements VersionPolicy {
        public Specific {
            if (versions.isEmpty()) {
                throw new IllegalArgumentException("no version, expected 1 or more");
            }
            versions = Collections.unmodifiableSortedSet(new TreeSet<>(versions));
        }

        @Override
        public NavigableSet<ModelVersion> select(SortedSet<ModelVersion> present) {
            NavigableSet<ModelVersion> selected = new TreeSet<>(versions);
            selected.retainAll(present);
            return selected;
        }

        @Override
        public String text() {
            return versions.stream()
                    .map(ModelVersion::toString)
                    .collect(Collectors.joining(", ", "specific: ", ""));
        }
    }
}
