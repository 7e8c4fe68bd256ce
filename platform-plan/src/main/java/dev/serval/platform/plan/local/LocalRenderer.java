package dev.serval.platform.plan.local;

import dev.serval.platform.plan.service.CanaryPlan;
import dev.serval.platform.plan.service.ComponentPlan;
import dev.serval.platform.plan.service.PlanRenderer;
import dev.serval.platform.plan.service.ServicePlan;
import dev.serval.platform.plan.storage.StorageCredentials;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/// Turns a plan into what a laptop runs.
public final class LocalRenderer implements PlanRenderer<LocalPlan> {
    /// Knative's default.
    private static final long DEFAULT_TIMEOUT_SECONDS = 300;

    private final Path directory;
    private final StorageCredentials credentials;

    /// @param directory where the file lies that the service was read from; a storage URI without a
    ///   scheme is a path relative to it
    /// @param credentials what models of its namespace are fetched with
    public LocalRenderer(Path directory, StorageCredentials credentials) {
        this.directory = directory;
        this.credentials = credentials;
    }

    @Override
    public LocalPlan render(ServicePlan plan) {
        LocalPrograms programs = new LocalPrograms(plan, directory, credentials);
        List<LocalComponent> components =
                plan.components().stream()
                        .map(component -> component(component, programs))
                        .toList();
        List<LocalCanary> canaries =
                plan.canaries().stream().map(canary -> canary(canary, programs)).toList();
        return new LocalPlan(
                plan.service(),
                components,
                canaries,
                plan.urls(),
                plan.isStopped(),
                plan.warnings());
    }

    private static LocalCanary canary(CanaryPlan canary, LocalPrograms programs) {
        return new LocalCanary(
                canary.name(), canary.percent(), component(canary.predictor(), programs));
    }

    private static LocalComponent component(ComponentPlan component, LocalPrograms programs) {
        return new LocalComponent(
                component.kind(),
                component.name(),
                programs.of(component),
                LocalScaling.of(component.scaling()),
                component.traffic(),
                Objects.requireNonNullElse(
                        component.calls().timeoutSeconds(), DEFAULT_TIMEOUT_SECONDS));
    }
}
