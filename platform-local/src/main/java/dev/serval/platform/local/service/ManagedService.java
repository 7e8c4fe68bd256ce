package dev.serval.platform.local.service;

import dev.serval.platform.api.inference.InferenceService;
import dev.serval.platform.api.status.InferenceServiceStatus;
import dev.serval.platform.local.control.ReplicaView;
import dev.serval.platform.local.control.ResourceKey;
import dev.serval.platform.local.control.ScaleDecision;
import dev.serval.platform.local.revision.WorkloadContext;
import dev.serval.platform.local.revision.WorkloadState;
import dev.serval.platform.local.routing.ServiceRoute;
import dev.serval.platform.local.state.StoredResource;
import dev.serval.platform.plan.local.LocalComponent;
import dev.serval.platform.plan.local.LocalPlan;
import dev.serval.platform.plan.local.LocalRenderer;
import dev.serval.platform.plan.service.PlanResult;
import dev.serval.platform.plan.service.Refusal;
import dev.serval.platform.plan.service.ServicePlan;
import dev.serval.platform.plan.service.ServicePlanner;
import dev.serval.platform.plan.status.Observation;
import dev.serval.platform.plan.status.StatusReporter;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// One InferenceService: planned, run, observed and reported until nothing changes. A service that
/// can no longer be planned goes on as it was when it could. All of it happens on the event loop.
final class ManagedService {
    /// A status that still changes after so many turns is reported as it is.
    private static final int MOST_TURNS = 8;

    private final ResourceKey key;
    private final ServiceContext context;
    private final StatusReporter reporter = new StatusReporter();
    private final Runnable changed;

    private InferenceService resource;
    private Path folder;
    private @Nullable InferenceService accepted;
    private @Nullable Path acceptedFolder;
    private List<WorkloadState> known;
    private @Nullable Components components;
    private PlanResult result;
    private ServicePlanner planner;
    private boolean isPlanned = true;

    /// @param stored the service, and what ran for it before
    /// @param changed is run after each change of what runs for it
    ManagedService(StoredResource stored, ServiceContext context, Runnable changed) {
        this.key = ResourceKeys.of(stored.resource());
        this.context = context;
        this.changed = changed;
        this.resource = (InferenceService) stored.resource();
        this.folder = stored.folder();
        this.accepted = (InferenceService) stored.accepted();
        this.acceptedFolder = stored.acceptedFolder();
        this.known = stored.workloads();
        this.planner = context.catalog().planner(key.namespace());
        this.result = planner.plan(resource);
    }

    ResourceKey key() {
        return key;
    }

    InferenceService resource() {
        return resource;
    }

    /// Takes over what was applied.
    void update(InferenceService applied, Path from) {
        resource = applied;
        folder = from;
        isPlanned = false;
    }

    /// Makes the service true as far as it goes now, and reports it.
    ///
    /// @return whether another status is reported than before
    boolean reconcile() {
        for (int turn = 0; turn < MOST_TURNS; turn++) {
            replan();
            Observation seen = run();
            InferenceServiceStatus status =
                    reporter.report(resource, result, seen, context.machine().loop().now());
            if (status.equals(resource.reported())) {
                return turn > 0;
            }
            resource = with(resource, status);
            isPlanned = false;
        }
        return true;
    }

    void tick() {
        if (components != null) {
            components.tick();
        }
    }

    /// Ends what runs for it, once that has finished what it works on.
    void retire() {
        if (components != null) {
            components.retire();
        }
    }

    /// Ends what runs for it with the platform.
    void end() {
        if (components != null) {
            components.end();
        }
    }

    boolean isGone() {
        return components == null || components.isGone();
    }

    ServiceRoute route() {
        return new ServiceRoute(
                key.namespace(),
                key.name(),
                components == null ? List.of() : components.routes(),
                unavailable());
    }

    List<ReplicaView> replicas() {
        return components == null ? List.of() : components.replicas();
    }

    List<ScaleDecision> decisions() {
        return components == null ? List.of() : components.decisions();
    }

    /// What has to be remembered of it.
    StoredResource stored() {
        boolean isAccepted = result instanceof ServicePlan;
        return new StoredResource(
                resource,
                folder,
                isAccepted ? null : accepted,
                isAccepted ? null : acceptedFolder,
                components == null ? known : components.states());
    }

    /// What its user ought to know.
    List<String> warnings() {
        return switch (result) {
            case ServicePlan plan -> plan.warnings();
            case Refusal refusal -> List.of("it is not run: " + refusal.message());
        };
    }

    /// Plans again if the service has changed, or what it is planned with.
    private void replan() {
        ServicePlanner now = context.catalog().planner(key.namespace());
        if (!isPlanned || !planner.equals(now)) {
            planner = now;
            result = now.plan(resource);
            isPlanned = true;
        }
    }

    private PlanResult plan(InferenceService service) {
        return context.catalog().planner(key.namespace()).plan(service);
    }

    /// Runs what was planned, or what could be planned last.
    private Observation run() {
        switch (result) {
            case ServicePlan plan -> {
                accepted = resource;
                acceptedFolder = folder;
                run(plan, folder);
            }
            case Refusal _ -> runAsBefore();
        }
        return components == null ? Observation.NOTHING : components.observe();
    }

    private void runAsBefore() {
        if (accepted == null || acceptedFolder == null) {
            return;
        }
        accepted = with(accepted, resource.reported());
        if (plan(accepted) instanceof ServicePlan plan) {
            run(plan, acceptedFolder);
        }
    }

    private void run(ServicePlan plan, Path from) {
        LocalPlan local =
                new LocalRenderer(from, context.catalog().credentials(key.namespace()))
                        .render(plan);
        if (components == null) {
            components = new Components(local, known, this::workloadContext, changed);
        }
        components.run(local, resource);
    }

    private WorkloadContext workloadContext(LocalComponent component) {
        return new WorkloadContext(
                component.kind().label(),
                context.logs().apply(key),
                context.machine(),
                context.settings().revisions());
    }

    private @Nullable String unavailable() {
        return switch (result) {
            case ServicePlan plan when plan.isStopped() -> "it is stopped";
            case ServicePlan _ -> obstacle();
            case Refusal refusal -> components == null ? refusal.message() : obstacle();
        };
    }

    /// Why nothing can be started for it, where nothing runs already.
    private @Nullable String obstacle() {
        return components == null ? null : components.obstacle();
    }

    private static InferenceService with(InferenceService service, InferenceServiceStatus status) {
        InferenceService copy = new InferenceService();
        copy.setApiVersion(service.getApiVersion());
        copy.setKind(service.getKind());
        copy.setMetadata(new ObjectMetaBuilder(service.getMetadata()).build());
        copy.setSpec(Objects.requireNonNull(service.getSpec()));
        copy.setStatus(status);
        return copy;
    }
}
