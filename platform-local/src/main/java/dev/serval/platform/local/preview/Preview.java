package dev.serval.platform.local.preview;

import dev.serval.platform.api.inference.InferenceService;
import dev.serval.platform.api.runtime.ClusterServingRuntime;
import dev.serval.platform.api.runtime.ServingRuntime;
import dev.serval.platform.api.storage.ClusterStorageContainer;
import dev.serval.platform.api.yaml.LocatedResource;
import dev.serval.platform.api.yaml.ResourceWriter;
import dev.serval.platform.local.files.GivenFiles;
import dev.serval.platform.plan.config.PlatformConfig;
import dev.serval.platform.plan.knative.KnativePlan;
import dev.serval.platform.plan.knative.KnativeRenderer;
import dev.serval.platform.plan.local.LocalPlan;
import dev.serval.platform.plan.local.LocalRenderer;
import dev.serval.platform.plan.runtime.BuiltInRuntimes;
import dev.serval.platform.plan.runtime.RuntimeCatalog;
import dev.serval.platform.plan.service.PlanResult;
import dev.serval.platform.plan.service.Refusal;
import dev.serval.platform.plan.service.ServiceId;
import dev.serval.platform.plan.service.ServicePlan;
import dev.serval.platform.plan.service.ServicePlanner;
import dev.serval.platform.plan.storage.StorageCredentials;
import dev.serval.platform.plan.storage.StorageUris;
import java.util.ArrayList;
import java.util.List;

/// Plans the services in files, offered the built-in runtimes and those in the files.
public final class Preview {
    private final PreviewMode mode;
    private final PlatformConfig config;
    private final List<ServingRuntime> runtimes;
    private final List<ClusterServingRuntime> clusterRuntimes;
    private final StorageUris storageUris;
    private final ResourceWriter writer = new ResourceWriter();

    private Preview(GivenFiles files, PreviewMode mode, PlatformConfig config) {
        this.mode = mode;
        this.config = config;
        this.runtimes = files.all(ServingRuntime.class);
        this.clusterRuntimes = new ArrayList<>(BuiltInRuntimes.read());
        this.clusterRuntimes.addAll(files.all(ClusterServingRuntime.class));
        this.storageUris = new StorageUris(files.all(ClusterStorageContainer.class));
    }

    /// A preview of what files hold.
    ///
    /// @param port on which the local platform answers
    public static Preview of(GivenFiles files, PreviewMode mode, int port) {
        return new Preview(files, mode, configOf(mode, port));
    }

    private static PlatformConfig configOf(PreviewMode mode, int port) {
        return mode == PreviewMode.LOCAL ? PlatformConfig.local(port) : PlatformConfig.DEFAULT;
    }

    /// What would run for a service.
    ///
    /// @param located a service of the files
    public PreviewedService show(LocatedResource located, InferenceService service) {
        PlanResult result = planner(service).plan(service);
        return switch (result) {
            case Refusal refusal -> new PreviewedService.Refused(refusal.message());
            case ServicePlan plan -> rendered(located, plan);
        };
    }

    private ServicePlanner planner(InferenceService service) {
        String namespace = ServiceId.of(service).namespace();
        RuntimeCatalog catalog = RuntimeCatalog.of(namespace, runtimes, clusterRuntimes);
        return new ServicePlanner(catalog, storageUris, config);
    }

    private PreviewedService rendered(LocatedResource located, ServicePlan plan) {
        return switch (mode) {
            case LOCAL -> local(located, plan);
            case KNATIVE -> knative(plan);
            case STANDARD ->
                    new PreviewedService.Refused(
                            "Serval cannot yet say what Standard mode would create");
        };
    }

    /// Without what secrets add to the environment: a preview is for eyes.
    private PreviewedService local(LocatedResource located, ServicePlan plan) {
        LocalPlan local =
                new LocalRenderer(GivenFiles.folderOf(located), StorageCredentials.NONE)
                        .render(plan);
        return new PreviewedService.Planned(
                reasons(plan), List.of(writer.write(local)), local.warnings());
    }

    private PreviewedService knative(ServicePlan plan) {
        KnativePlan knative = new KnativeRenderer().render(plan);
        List<String> documents = knative.services().stream().map(writer::write).toList();
        return new PreviewedService.Planned(reasons(plan), documents, knative.warnings());
    }

    private static List<String> reasons(ServicePlan plan) {
        return plan.components().stream()
                .flatMap(component -> component.chosenRuntime().stream())
                .map(chosen -> chosen.reason())
                .toList();
    }
}
