package dev.serval.platform.plan.service;

import dev.serval.inference.contract.RuntimeEnvironment;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The environment of a container.
final class Environment {
    private Environment() {}

    /// Tells a container which service it is part of.
    static void add(Container container, ServiceId service) {
        set(container, RuntimeEnvironment.INFERENCE_SERVICE_NAME, service.name());
    }

    /// Sets a variable where it is not there yet.
    static void set(Container container, String name, String value) {
        if (find(container, name).isPresent()) {
            return;
        }
        List<EnvVar> variables = new ArrayList<>(container.getEnv());
        variables.add(new EnvVar(name, value, null));
        container.setEnv(variables);
    }

    static Optional<EnvVar> find(Container container, String name) {
        return container.getEnv().stream()
                .filter(variable -> name.equals(variable.getName()))
                .findFirst();
    }
}
