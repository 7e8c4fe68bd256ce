package dev.serval.platform.plan.admission;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.PodSpec;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;

/// What a container of the user's own may say.
final class ContainerRules {
    /// Would let a user put code of his own before that of a runtime.
    private static final String FORBIDDEN = "PYTHONPATH";

    private ContainerRules() {}

    static void check(PodSpec pod, String field, Violations violations) {
        Set<String> names = new HashSet<>();
        for (Container container : pod.getContainers()) {
            String name = Objects.requireNonNullElse(container.getName(), "");
            String at = "%s.containers[%s]".formatted(field, name);
            violations.require(
                    !name.isEmpty(), field + ".containers", "a container without a name");
            violations.require(names.add(name), at, "two containers of one name");
            checkEnvironment(container, at, violations);
        }
    }

    static void checkEnvironment(Container container, String field, Violations violations) {
        boolean isClean =
                container.getEnv().stream()
                        .noneMatch(variable -> FORBIDDEN.equals(variable.getName()));
        violations.require(
                isClean, field + ".env", "the variable '%s' is not allowed".formatted(FORBIDDEN));
    }
}
