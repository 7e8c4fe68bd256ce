package dev.serval.platform.plan.admission;

import dev.serval.inference.contract.RuntimeEnvironment;
import dev.serval.platform.api.inference.ModelSpec;
import dev.serval.platform.api.inference.PredictorSpec;
import dev.serval.platform.plan.name.ContainerNames;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What a predictor may be made of.
final class PredictorRules {
    private static final String PROTOCOL = "PROTOCOL";
    private static final Set<String> CUSTOM_PROTOCOLS = Set.of("v1", "v2");

    private PredictorRules() {}

    static void check(PredictorSpec predictor, String field, Violations violations) {
        checkOneImplementation(predictor, field, violations);
        ModelSpec model = predictor.model();
        if (model != null) {
            checkModel(model, field + ".model", violations);
        }
        for (Container container : predictor.pod().getContainers()) {
            if (ContainerNames.TRANSFORMER.equals(container.getName())) {
                violations.require(
                        find(container, RuntimeEnvironment.STORAGE_URI) == null,
                        field + ".containers[" + container.getName() + "].env",
                        "storage uri should not be specified in transformer container");
            }
            checkProtocol(container, field, violations);
        }
    }

    private static void checkOneImplementation(
            PredictorSpec predictor, String field, Violations violations) {
        List<String> found = new ArrayList<>(predictor.frameworks().written().keySet());
        if (predictor.model() != null) {
            found.add("model");
        }
        boolean isCustom = found.isEmpty() && hasCustomContainer(predictor);
        if (found.isEmpty() && !isCustom) {
            violations.add(field, "a predictor needs a model or a container, found neither");
        }
        if (found.size() > 1) {
            violations.add(
                    field,
                    "exactly one of model, framework and containers is expected, found %s"
                            .formatted(String.join(", ", found)));
        }
        boolean replacesMain =
                predictor.pod().getContainers().stream()
                        .anyMatch(container -> ContainerNames.MAIN.equals(container.getName()));
        if (!found.isEmpty() && replacesMain) {
            violations.add(
                    field + ".containers",
                    "exactly one of model, framework and containers is expected, found %s and container '%s'"
                            .formatted(String.join(", ", found), ContainerNames.MAIN));
        }
    }

    private static boolean hasCustomContainer(PredictorSpec predictor) {
        return !predictor.pod().getContainers().isEmpty();
    }

    private static void checkModel(ModelSpec model, String field, Violations violations) {
        boolean hasFormat = model.modelFormat() != null && !model.modelFormat().name().isEmpty();
        violations.require(
                hasFormat, field + ".modelFormat.name", "a model needs the name of its format");
        Container container = model.source().container();
        violations.require(
                container.getName() == null || container.getName().isEmpty(),
                field + ".name",
                "the 'name' field is not allowed in standard predictor");
        ContainerRules.checkEnvironment(container, field, violations);
    }

    private static void checkProtocol(Container container, String field, Violations violations) {
        EnvVar protocol = find(container, PROTOCOL);
        if (protocol != null && !CUSTOM_PROTOCOLS.contains(String.valueOf(protocol.getValue()))) {
            violations.add(
                    "%s.containers[%s].env[PROTOCOL]".formatted(field, container.getName()),
                    "expected v1 or v2, found '%s'"
                            .formatted(Objects.requireNonNullElse(protocol.getValue(), "")));
        }
    }

    private static @Nullable EnvVar find(Container container, String name) {
        return container.getEnv().stream()
                .filter(variable -> name.equals(variable.getName()))
                .findFirst()
                .orElse(null);
    }
}
