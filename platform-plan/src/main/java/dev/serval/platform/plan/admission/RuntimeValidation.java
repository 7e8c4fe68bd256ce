package dev.serval.platform.plan.admission;

import dev.serval.platform.api.runtime.ServingRuntimeSpec;
import dev.serval.platform.api.runtime.SupportedModelFormat;
import dev.serval.platform.plan.runtime.Runtime;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// The rules that a runtime keeps, so that it is always plain which of several serves a model:
/// KServe's.
public final class RuntimeValidation {
    private static final String FORMATS = "spec.supportedModelFormats";

    /// The rules that a runtime breaks.
    ///
    /// @param others the runtimes that are chosen among with it; it may itself be one of them
    public List<Violation> check(Runtime runtime, Collection<Runtime> others) {
        Violations violations = new Violations();
        ServingRuntimeSpec spec = runtime.spec();
        violations.require(
                !spec.pod().getContainers().isEmpty(),
                "spec.containers",
                "a runtime needs a container");
        if (!spec.mayBeUsed()) {
            return violations.found();
        }
        onePriorityEach(spec, violations);
        others.stream()
                .filter(other -> !other.name().equals(runtime.name()))
                .filter(other -> isChosenAmong(spec, other.spec()))
                .forEach(other -> otherPriorities(spec, other, violations));
        return violations.found();
    }

    /// The rules that replacing `old` by `runtime` breaks, beyond those of `runtime` itself.
    public List<Violation> checkChange(Runtime old, Runtime runtime) {
        Violations violations = new Violations();
        violations.require(
                old.spec().workerSpec() == null || runtime.spec().workerSpec() != null,
                "spec.workerSpec",
                "it cannot be removed, for pods of services that span several nodes use it");
        return violations.found();
    }

    private static void onePriorityEach(ServingRuntimeSpec spec, Violations violations) {
        Map<String, Integer> priorities = new HashMap<>();
        for (SupportedModelFormat format : spec.supportedModelFormats()) {
            Integer priority = format.priority();
            if (!format.mayBeChosen() || priority == null) {
                continue;
            }
            Integer first = priorities.putIfAbsent(format.name(), priority);
            violations.require(
                    first == null || first.equals(priority),
                    FORMATS,
                    "format '%s' has the priorities %s and %s, expected one"
                            .formatted(format.name(), first, priority));
        }
    }

    private static boolean isChosenAmong(ServingRuntimeSpec spec, ServingRuntimeSpec other) {
        return other.mayBeUsed()
                && spec.servesManyModels() == other.servesManyModels()
                && !Collections.disjoint(spec.protocolVersions(), other.protocolVersions());
    }

    private static void otherPriorities(
            ServingRuntimeSpec spec, Runtime other, Violations violations) {
        for (SupportedModelFormat format : spec.supportedModelFormats()) {
            other.spec().supportedModelFormats().stream()
                    .filter(rival -> isOfSameRank(format, rival))
                    .findFirst()
                    .ifPresent(rival ->
                            violations.add(
                                    FORMATS,
                                    "format '%s' has priority %d, which it has in %s with a protocol of this one too: give one of them another"
                                            .formatted(
                                                    format.label(),
                                                    rival.priority(),
                                                    other.label())));
        }
    }

    private static boolean isOfSameRank(SupportedModelFormat format, SupportedModelFormat rival) {
        return format.mayBeChosen()
                && rival.mayBeChosen()
                && format.priority() != null
                && format.priority().equals(rival.priority())
                && format.name().equals(rival.name())
                && Objects.equals(format.version(), rival.version());
    }
}
