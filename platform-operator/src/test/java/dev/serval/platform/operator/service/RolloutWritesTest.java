package dev.serval.platform.operator.service;

import static dev.serval.platform.operator.service.KnativeStages.Traffic.ALL;
import static dev.serval.platform.operator.service.KnativeStages.Traffic.NONE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.serval.platform.api.inference.InferenceService;
import dev.serval.platform.api.status.Condition;
import dev.serval.platform.api.status.FailureInfo;
import dev.serval.platform.api.status.InferenceServiceStatus;
import dev.serval.platform.api.status.ModelStatus;
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
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// How often the status is written while Knative brings up a service through all its stages, each
/// in Knative's own words.
class RolloutWritesTest {
    private static final Instant BEGAN = Instant.parse("2026-01-01T00:00:00Z");

    private final StatusReporter reporter = new StatusReporter();
    private final Settling settling = new Settling();
    private final List<InferenceServiceStatus> written = new ArrayList<>();
    private InferenceService service;
    private ServicePlan plan;

    private List<Service> knative = List.of();
    private List<Ingress> routes = List.of();
    private List<Pod> pods = List.of();
    private Instant now = BEGAN;
    private @Nullable Instant wake;

    @BeforeEach
    void create() {
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

    @Test
    void aRolloutIsToldInThreeWritesAndReadyAtOnce() {
        bringUp(4_000);

        assertThat(written).hasSize(3);
        assertThat(written.getFirst().observedGeneration()).isEqualTo(1);
        assertThat(condition(written.get(1), "PredictorRouteReady").reason())
                .isEqualTo("RevisionMissing");
        assertThat(written.getLast().isReady()).isTrue();
        assertThat(written.getLast().modelStatus())
                .extracting(ModelStatus::transitionStatus)
                .isEqualTo("UpToDate");
        assertThat(condition(written.getLast(), "Ready").lastTransitionTime())
                .as("when it was seen first")
                .isEqualTo("2026-01-01T00:00:05Z");
    }

    @Test
    void whatLastsIsToldWithinASecond() {
        look();
        at(100);
        knative =
                KnativeStages.service("Unknown", "RevisionMissing", "Unknown", "iris-00001", NONE);
        look();
        until(1_099);
        assertThat(written).hasSize(1);

        until(1_100);

        assertThat(written).hasSize(2);
        assertThat(condition(written.getLast(), "PredictorRouteReady").reason())
                .isEqualTo("RevisionMissing");
    }

    @Test
    void whatNeverComesToRestIsToldEveryFiveSeconds() {
        look();
        for (int i = 1; i <= 100; i++) {
            at(i * 200);
            knative = KnativeStages.service("Unknown", "Reason" + i, "Unknown", "iris-00001", NONE);
            look();
        }

        assertThat(written).hasSizeBetween(4, 5);
    }

    @Test
    void whatIsTakenBackBeforeItWasWrittenIsNotWritten() {
        look();
        at(100);
        pods = KnativeStages.pod("True", "{running: {}}");
        knative = KnativeStages.service("Unknown", null, "Unknown", null, NONE);
        look();
        at(200);
        pods = List.of();
        knative = List.of();
        look();
        until(10_000);

        assertThat(written).hasSize(1);
        assertThat(wake).isNull();
    }

    @Test
    void aModelThatCannotBeLoadedIsToldAtOnce() {
        bringUpTo("RevisionMissing");
        at(2_000);
        pods = KnativeStages.pod("False", "{terminated: {exitCode: 3, message: no such object}}");
        look();

        assertThat(written.getLast().modelStatus())
                .extracting(ModelStatus::lastFailureInfo)
                .extracting(FailureInfo::message)
                .isEqualTo("no such object");
        assertThat(wake).isNull();
    }

    @Test
    void aServiceThatIsNoLongerReadyAndAChangeOfItAreToldAtOnce() {
        bringUp(4_000);
        int before = written.size();

        at(20_000);
        knative = KnativeStages.service("False", "RevisionFailed", "False", "iris-00001", ALL);
        look();
        assertThat(written).hasSize(before + 1);
        assertThat(written.getLast().isReady()).isFalse();

        service.getMetadata().setGeneration(2L);
        plan = planned();
        look();
        assertThat(written).hasSize(before + 2);
        assertThat(written.getLast().observedGeneration()).isEqualTo(2);
    }

    @Test
    void theRevisionThatReplacedAnotherIsToldAtOnceBecauseTrafficIsPlannedFromIt() {
        bringUp(4_000);
        at(20_000);
        knative = KnativeStages.service("Unknown", "Uninitialized", "Unknown", "iris-00002", ALL);
        look();

        assertThat(written.getLast().component("predictor").latestRolledoutRevision())
                .isEqualTo("iris-00002");
        assertThat(written.getLast().component("predictor").previousRolledoutRevision())
                .isEqualTo("iris-00001");
    }

    @Test
    void whatIsWaitedForByServicesThatAreGoneIsForgotten() {
        bringUpTo("RevisionMissing");
        assertThat(wake).isNotNull();
        service.getMetadata().setUid("another");
        wake = null;
        at(600_000);
        knative = KnativeStages.service("Unknown", "Other", "Unknown", "iris-00001", NONE);
        look();
        service.getMetadata().setUid("one");

        Observation seen = seen();
        assertThat(settling.delay(service, report(seen), seen, now))
                .as("begun anew")
                .contains(Duration.ofSeconds(1));
    }

    /// @param readyAfter when the pod is ready, in milliseconds
    private void bringUp(long readyAfter) {
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

    private void bringUpTo(String reason) {
        look();
        at(100);
        knative = KnativeStages.service("Unknown", "OutOfDate", "Unknown", null, NONE);
        look();
        at(300);
        knative = KnativeStages.service("Unknown", reason, "Unknown", "iris-00001", NONE);
        look();
    }

    private void at(long millis) {
        until(millis);
        now = BEGAN.plusMillis(millis);
    }

    /// Looks whenever it asked for it.
    private void until(long millis) {
        Instant end = BEGAN.plusMillis(millis);
        while (wake != null && !wake.isAfter(end)) {
            now = wake;
            look();
        }
    }

    private void look() {
        Observation seen = seen();
        InferenceServiceStatus report = report(seen);
        Optional<Duration> delay = settling.delay(service, report, seen, now);
        wake = delay.filter(Duration::isPositive).map(now::plus).orElse(null);
        if (delay.filter(Duration::isZero).isPresent()) {
            settling.settled(service);
            service.setStatus(report);
            written.add(report);
        }
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

    private static Condition condition(InferenceServiceStatus status, String type) {
        return status.conditions().stream()
                .filter(condition -> type.equals(condition.type()))
                .findFirst()
                .orElseThrow();
    }
}
