package dev.serval.platform.plan.admission;

import dev.serval.platform.api.trained.TrainedModel;
import dev.serval.platform.api.trained.TrainedModelSource;
import io.fabric8.kubernetes.api.model.Quantity;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The rules that a TrainedModel keeps: KServe's.
public final class TrainedModelValidation {
    private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9_-]+");
    private static final List<String> SCHEMES = List.of("s3://", "gs://", "https://", "http://");

    /// The rules that a model breaks.
    public List<Violation> check(TrainedModel model) {
        Violations violations = new Violations();
        String name = Objects.requireNonNullElse(model.getMetadata().getName(), "");
        violations.require(
                NAME.matcher(name).matches(),
                "metadata.name",
                "'%s' is no name: expected letters, digits, '-' and '_'".formatted(name));
        TrainedModelSource source = source(model);
        if (source == null) {
            violations.add("spec.model", "a trained model needs storageUri, framework and memory");
            return violations.found();
        }
        violations.require(
                SCHEMES.stream().anyMatch(source.storageUri()::startsWith),
                "spec.model.storageUri",
                "'%s' is of no store that a trained model may come from, expected one that begins with %s"
                        .formatted(source.storageUri(), String.join(", ", SCHEMES)));
        return violations.found();
    }

    /// The rules that replacing `old` by `model` breaks, beyond those of `model` itself.
    public List<Violation> checkChange(TrainedModel old, TrainedModel model) {
        Violations violations = new Violations();
        Quantity before = memory(old);
        Quantity after = memory(model);
        violations.require(
                Objects.equals(before, after),
                "spec.model.memory",
                "it cannot be changed, found %s where %s was".formatted(after, before));
        return violations.found();
    }

    private static @Nullable Quantity memory(TrainedModel model) {
        TrainedModelSource source = source(model);
        return source == null ? null : source.memory();
    }

    private static @Nullable TrainedModelSource source(TrainedModel model) {
        return model.getSpec() == null ? null : model.getSpec().model();
    }
}
