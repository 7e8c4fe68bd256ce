package dev.serval.platform.plan.admission;

import dev.serval.platform.api.inference.InferenceService;
import dev.serval.platform.api.inference.InferenceServiceSpec;
import dev.serval.platform.plan.config.DeploymentMode;
import dev.serval.platform.plan.config.PlatformConfig;
import dev.serval.platform.plan.name.ObjectNames;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;

/// What a service and its predictor may be called.
final class NameRules {
    private static final Pattern NAME = Pattern.compile("[a-z]([-a-z0-9]*[a-z0-9])?");

    private NameRules() {}

    static void check(InferenceService service, PlatformConfig config, Violations violations) {
        String name = Objects.requireNonNullElse(service.getMetadata().getName(), "");
        if (!isName(name)) {
            violations.add("metadata.name", notAName(name));
            return;
        }
        String variant = service.specification().predictor().name();
        if (variant != null && !isName(variant)) {
            violations.add("spec.predictor.name", notAName(variant));
            return;
        }
        checkLength(service, name, config, violations);
    }

    static boolean isName(String name) {
        return NAME.matcher(name).matches();
    }

    static String notAName(String name) {
        return "'%s' is no name: expected lower-case letters, digits and '-', a letter first and no '-' last"
                .formatted(name);
    }

    private static void checkLength(
            InferenceService service, String name, PlatformConfig config, Violations violations) {
        String suffix =
                Modes.of(service, config) == DeploymentMode.STANDARD
                        ? ""
                        : ObjectNames.REVISION_SUFFIX;
        String longest = longestWorkload(service.specification(), new ObjectNames(name)) + suffix;
        int excess = longest.length() - ObjectNames.MAX_LENGTH;
        if (excess > 0) {
            violations.add(
                    "metadata.name",
                    "'%s' has %d characters, with which '%s' would have %d of the %d that Kubernetes allows: shorten it to %d"
                            .formatted(
                                    name,
                                    name.length(),
                                    longest,
                                    longest.length(),
                                    ObjectNames.MAX_LENGTH,
                                    Math.max(1, name.length() - excess)));
        }
    }

    private static String longestWorkload(InferenceServiceSpec spec, ObjectNames names) {
        List<String> workloads = new ArrayList<>();
        workloads.add(names.predictor(spec.predictor().name()));
        if (spec.transformer() != null) {
            workloads.add(names.transformer());
        }
        if (spec.explainer() != null) {
            workloads.add(names.explainer());
        }
        spec.canary().stream()
                .map(canary -> canary.predictor() == null ? null : canary.predictor().name())
                .filter(Objects::nonNull)
                .forEach(canary -> workloads.add(names.canary(canary)));
        return workloads.stream().max(Comparator.comparingInt(String::length)).orElseThrow();
    }
}
