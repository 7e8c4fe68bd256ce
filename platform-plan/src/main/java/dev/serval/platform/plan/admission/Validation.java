package dev.serval.platform.plan.admission;

import dev.serval.platform.api.inference.ComponentSpec;
import dev.serval.platform.api.inference.ExplainerSpec;
import dev.serval.platform.api.inference.InferenceService;
import dev.serval.platform.api.inference.InferenceServiceSpec;
import dev.serval.platform.api.inference.PredictorSpec;
import dev.serval.platform.api.inference.TransformerSpec;
import dev.serval.platform.plan.config.PlatformConfig;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// The rules that an InferenceService keeps before it is planned: KServe's, in KServe's words where
/// tools compare them, and a rule on the length of its name, which KServe leaves to the API server.
public final class Validation {
    private static final Set<String> PREDICTOR_PROTOCOLS = Set.of("v1", "v2", "grpc-v2");

    private final PlatformConfig config;

    public Validation(PlatformConfig config) {
        this.config = config;
    }

    /// The rules that `service` breaks, in the order of its fields. The service is one that
    /// defaulting has filled in.
    public List<Violation> check(InferenceService service) {
        Violations violations = new Violations();
        ScalingRules scaling = ScalingRules.of(service, config);
        NameRules.check(service, config, violations);
        AnnotationRules.check(service, violations);
        InferenceServiceSpec spec = service.specification();
        predictor(spec.predictor(), scaling, violations);
        if (spec.transformer() != null) {
            transformer(spec.transformer(), scaling, violations);
        }
        if (spec.explainer() != null) {
            explainer(spec.explainer(), scaling, violations);
        }
        CanaryRules.check(service, config, violations);
        return violations.found();
    }

    /// The rules that replacing `old` by `service` breaks, beyond those of `service` itself.
    public List<Violation> checkChange(InferenceService old, InferenceService service) {
        Violations violations = new Violations();
        ChangeRules.check(old, service, violations);
        return violations.found();
    }

    private static void predictor(
            PredictorSpec predictor, ScalingRules scaling, Violations violations) {
        String field = "spec.predictor";
        PredictorRules.check(predictor, field, violations);
        StorageRules.check(predictor, field, violations);
        common(predictor, field, scaling, violations);
    }

    private static void transformer(
            TransformerSpec transformer, ScalingRules scaling, Violations violations) {
        String field = "spec.transformer";
        violations.require(
                !transformer.pod().getContainers().isEmpty(),
                field + ".containers",
                "a transformer needs a container");
        StorageRules.checkLocations(transformer.storageUris(), field, violations);
        common(transformer, field, scaling, violations);
    }

    private static void explainer(
            ExplainerSpec explainer, ScalingRules scaling, Violations violations) {
        String field = "spec.explainer";
        List<String> found =
                Stream.of(
                                explainer.art() == null ? "" : "'art'",
                                explainer.serval() == null ? "" : "'serval'",
                                explainer.pod().getContainers().isEmpty() ? "" : "containers")
                        .filter(form -> !form.isEmpty())
                        .toList();
        violations.require(
                found.size() == 1,
                field,
                found.isEmpty()
                        ? "an explainer needs 'serval', 'art' or a container"
                        : "an explainer has one of 'serval', 'art' and containers, found %s"
                                .formatted(String.join(" and ", found)));
        if (explainer.serval() != null) {
            String protocol = explainer.serval().protocol();
            violations.require(
                    protocol == null || PREDICTOR_PROTOCOLS.contains(protocol),
                    field + ".serval.protocol",
                    "expected v1, v2 or grpc-v2, found '%s'".formatted(protocol));
            violations.require(
                    explainer.serval().storageUri() == null || explainer.storageUris().isEmpty(),
                    field + ".serval.storageUri",
                    "an explainer has 'storageUri' or 'storageUris', found both");
        }
        if (explainer.art() != null) {
            String type = explainer.art().type();
            violations.require(
                    "SquareAttack".equals(type),
                    field + ".art.type",
                    "expected SquareAttack, found '%s'".formatted(type == null ? "" : type));
        }
        StorageRules.checkLocations(explainer.storageUris(), field, violations);
        common(explainer, field, scaling, violations);
    }

    private static void common(
            ComponentSpec component, String field, ScalingRules scaling, Violations violations) {
        ContainerRules.check(component.pod(), field, violations);
        scaling.check(component.settings(), field, violations);
        LoggerRules.check(component.settings().logger(), field + ".logger", violations);
        TrafficRules.check(component.settings(), field, violations);
    }
}
