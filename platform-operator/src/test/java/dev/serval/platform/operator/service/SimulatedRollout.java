package dev.serval.platform.operator.service;

import static dev.serval.platform.operator.service.KnativeStages.Traffic.ALL;
import static dev.serval.platform.operator.service.KnativeStages.Traffic.NONE;

import dev.serval.platform.api.inference.InferenceService;
import dev.serval.platform.api.status.InferenceServiceStatus;
import dev.serval.platform.api.yaml.ResourceReader;
import dev.serval.platform.operator.knative.KnativeObserver;
import dev.serval.platform.plan.config.PlatformConfig;
import dev.serval.platform.plan.runtime.BuiltInRuntimes;
import dev.serval.platform.plan.runtime.RuntimeCatalog;
import dev.serval.platform.plan.service.ServicePlan;
import dev.serval.platform.plan.service.ServicePlanner;
import dev.serval.platform.plan.status.Observation;
import dev.serval.platform.plan.status.StatusReporter;
import dev.serval.platform.plan.storage.StorageUris;
import io.fabric8.knative.internal.networking.v1alpha1.Ingress;
import io.fabric8.knative.serving.v1.Service;
import io.fabric8.kubernetes.api.model.Pod;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A service that Knative brings up through all its stages, and what is written of it: a look at it
/// follows each stage, and comes whenever the look before asked for it.
final class SimulatedRollout {
    private static final Instant BEGAN = Instant.parse("2026-01-01T00:00:00Z");

    private final StatusReporter reporter = new StatusReporter();
    private final Settling settling = new Settling();
    final List<InferenceServiceStatus> written = new ArrayList<>();
    private final InferenceService service;
    private ServicePlan plan;

    List<Service> knative = List.of();
    List<Ingress> routes = List.of();
    List<Pod> pods = List.of();
    private Instant now = BEGAN;
    @Nullable Instant wake;

    SimulatedRollout() {
        String yaml =
                """
                apiVersion: serving.kserve.io/v1beta1
                kind: InferenceService
                metadata: {name: iris, namespace: default, uid: one, generation: 1}
                spec:
                  predictor:
                    model: {modelFormat: {name: onnx}, storageUri: "s3://models/iris"}
                """;
        service =
                new ResourceReader()
                        .read("iris.yaml", yaml)
                        .resources(InferenceService.class)
                        .getFirst();
        plan = planned();
    }

    /// @param readyAfter when the pod is ready, in milliseconds
    void bringUp(long readyAfter) {
        bringUpTo("RevisionMissing");
        at(600);
        pods = KnativeStages.pod("False", "{waiting: {}}");
        look();
        at(2_000);
        pods = KnativeStages.pod("False", "{running: {}}");
        look();
        at(readyAfter);
        pods = KnativeStages.pod("True", "{running: {}}");
        look();
        at(readyAfter + 300);
        knative = KnativeStages.service("Unknown", "RevisionMissing", "True", "iris-00001", NONE);
        look();
        at(readyAfter + 500);
        knative =
                KnativeStages.service("Unknown", "IngressNotConfigured", "True", "iris-00001", ALL);
        look();
        at(readyAfter + 600);
        routes = KnativeStages.route("Unknown");
        look();
        at(readyAfter + 700);
        knative = KnativeStages.service("Unknown", "Uninitialized", "True", "iris-00001", ALL);
        look();
        at(readyAfter + 1_000);
        knative = KnativeStages.service("True", null, "True", "iris-00001", ALL);
        look();
        at(readyAfter + 1_100);
        routes = KnativeStages.route("True");
        look();
        until(readyAfter + 10_000);
    }

    void bringUpTo(String reason) {
        look();
        at(100);
        knative = KnativeStages.service("Unknown", "OutOfDate", "Unknown", null, NONE);
        look();
        at(300);
        knative = KnativeStages.service("Unknown", reason, "Unknown", "iris-00001", NONE);
        look();
    }

    /// The time goes on, to so many milliseconds after the beginning.
    void at(long millis) {
        until(millis);
        now = BEGAN.plusMillis(millis);
    }

    void until(long millis) {
        Instant end = BEGAN.plusMillis(millis);
        while (wake != null && !wake.isAfter(end)) {
            now = wake;
            look();
        }
    }

    void look() {
        Optional<Duration> delay = delay();
        wake = delay.filter(Duration::isPositive).map(now::plus).orElse(null);
        if (delay.filter(Duration::isZero).isPresent()) {
            InferenceServiceStatus report = report(seen());
            settling.settled(service);
            service.setStatus(report);
            written.add(report);
        }
    }

    /// How long what is to be reported now would wait.
    Optional<Duration> delay() {
        Observation seen = seen();
        return settling.delay(service, report(seen), seen, now);
    }

    /// Its user changes it, and it is looked at.
    void change() {
        service.getMetadata().setGeneration(2L);
        plan = planned();
        look();
    }

    /// Another service of its name takes its place.
    void goesOnAs(String uid) {
        service.getMetadata().setUid(uid);
    }

    private Observation seen() {
        return new KnativeObserver(knative, routes, pods).of(plan);
    }

    private InferenceServiceStatus report(Observation seen) {
        return reporter.report(service, plan, seen, now);
    }

    private ServicePlan planned() {
        RuntimeCatalog catalog = RuntimeCatalog.of("default", List.of(), BuiltInRuntimes.read());
        return (ServicePlan)
                new ServicePlanner(catalog, new StorageUris(List.of()), PlatformConfig.DEFAULT)
                        .plan(service);
    }
}
