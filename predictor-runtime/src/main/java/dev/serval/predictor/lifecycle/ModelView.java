package dev.serval.predictor.lifecycle;

import dev.serval.inference.model.ModelVersion;
import dev.serval.predictor.configuration.VersionPolicy;
import dev.serval.predictor.repository.FoundModel;
import dev.serval.server.catalog.ModelState;
import java.util.Collections;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/// A model with all its versions at one moment; immutable.
///
/// @param required whether the process is ready only when this model is
/// @param problem why the model as a whole cannot be brought up to date; empty otherwise
/// @param present the versions that the repository has
/// @param wanted those of them that the version policy selects
/// @param versions every version that there is something to say about
record ModelView(
        boolean required,
        String problem,
        NavigableSet<ModelVersion> present,
        NavigableSet<ModelVersion> wanted,
        NavigableMap<ModelVersion, VersionView> versions) {

    private static final String PAGED_OUT = "not in memory, its next request loads it";

    ModelView {
        present = Collections.unmodifiableNavigableSet(present);
        wanted = Collections.unmodifiableNavigableSet(wanted);
        versions = Collections.unmodifiableNavigableMap(versions);
    }

    /// Before anything is known.
    static ModelView empty() {
        return new ModelView(false, "", new TreeSet<>(), new TreeSet<>(), new TreeMap<>());
    }

    /// This view once the model was found so. Versions that are gone and do not serve are
    /// forgotten.
    ModelView expecting(FoundModel.Servable found) {
        NavigableSet<ModelVersion> there = new TreeSet<>(found.versions().keySet());
        VersionPolicy policy = found.settings().versionPolicy();
        NavigableSet<ModelVersion> selected = policy.select(there);
        NavigableMap<ModelVersion, VersionView> all = new TreeMap<>(versions);
        all.entrySet().removeIf(e -> !there.contains(e.getKey()) && e.getValue().isIdle());
        for (ModelVersion version : there) {
            VersionView known = all.get(version);
            if (selected.contains(version)) {
                all.putIfAbsent(version, VersionView.awaited());
            } else if (known == null || known.isIdle()) {
                all.put(version, VersionView.unavailable(unselected(policy)));
            }
        }
        return new ModelView(found.settings().required(), problem(found), there, selected, all);
    }

    /// The reason for which a version that the policy does not select is not served.
    static String unselected(VersionPolicy policy) {
        return "not selected by the version policy %s".formatted(policy.text());
    }

    private static String problem(FoundModel.Servable found) {
        if (found.versions().isEmpty()) {
            return "%s has no version, expected folders 1, 2, …%s"
                    .formatted(found.directory(), remarks(found));
        }
        NavigableSet<ModelVersion> there = new TreeSet<>(found.versions().keySet());
        VersionPolicy policy = found.settings().versionPolicy();
        return policy.select(there).isEmpty()
                ? "the version policy is %s, the versions there are %s"
                        .formatted(policy.text(), there)
                : "";
    }

    private static String remarks(FoundModel.Servable found) {
        return found.remarks().isEmpty() ? "" : "; " + String.join("; ", found.remarks());
    }

    ModelView broken(FoundModel.Broken found) {
        return new ModelView(found.required(), found.reason(), present, wanted, versions);
    }

    /// This view of a model that the repository does not have any more.
    ModelView gone() {
        return new ModelView(false, problem, new TreeSet<>(), new TreeSet<>(), versions);
    }

    ModelView with(ModelVersion version, VersionView changed) {
        NavigableMap<ModelVersion, VersionView> all = new TreeMap<>(versions);
        all.put(version, changed);
        return new ModelView(required, problem, present, wanted, all);
    }

    /// This view once the version that was there could not be brought back into memory.
    ModelView lost(VersionMemory memory, String why) {
        VersionView known = version(memory.version());
        ServedVersion served = known.served();
        return served != null && served.isIn(memory)
                ? with(memory.version(), known.lost(why))
                : this;
    }

    /// This view once the last inference of a version that was being unloaded has ended.
    ModelView unloaded(ModelVersion version) {
        VersionView known = version(version);
        if (known.state() != ModelState.UNLOADING) {
            return this;
        }
        if (present.contains(version)) {
            return with(version, VersionView.unavailable(known.reason()));
        }
        NavigableMap<ModelVersion, VersionView> all = new TreeMap<>(versions);
        all.remove(version);
        return new ModelView(required, problem, present, wanted, all);
    }

    VersionView version(ModelVersion version) {
        return versions.getOrDefault(version, VersionView.awaited());
    }

    /// What answers those who ask for no version: the greatest that serves and is wanted, or else
    /// the greatest that still serves.
    Optional<ServedVersion> latest() {
        ServedVersion fallback = null;
        for (var entry : versions.descendingMap().entrySet()) {
            ServedVersion served = entry.getValue().served();
            if (served != null && wanted.contains(entry.getKey())) {
                return Optional.of(served);
            }
            fallback = fallback == null ? served : fallback;
        }
        return Optional.ofNullable(fallback);
    }

    /// Whether every version that is wanted serves.
    boolean isComplete() {
        return wanted.stream().allMatch(version -> version(version).isReady());
    }

    /// Whether some version that is wanted serves.
    boolean isAnswering() {
        return wanted.stream().anyMatch(version -> version(version).isReady());
    }

    /// Why it cannot answer, as a sentence; empty for a model of which nothing is known.
    String obstacle() {
        if (!problem.isEmpty()) {
            return sentence(problem);
        }
        NavigableSet<ModelVersion> candidates =
                wanted.isEmpty() ? versions.navigableKeySet() : wanted;
        return candidates.isEmpty()
                ? "It is being looked at."
                : version(candidates.last()).sentence(candidates.last());
    }

    /// What went wrong with the wanted versions when they were tried last; empty if nothing did.
    String failure() {
        if (!problem.isEmpty()) {
            return problem;
        }
        return wanted.descendingSet().stream()
                .filter(version -> !version(version).reason().isEmpty())
                .map(version -> "version %s: %s".formatted(version, version(version).reason()))
                .findFirst()
                .orElse("");
    }

    /// What there is to say about a version: its own reason, or else that of the whole model, or
    /// that it is not in memory.
    String reason(VersionView version) {
        if (!version.reason().isEmpty()) {
            return version.reason();
        }
        return problem.isEmpty() && version.isPagedOut() ? PAGED_OUT : problem;
    }

    private static String sentence(String text) {
        return text.endsWith(".") ? text : text + ".";
    }
}
