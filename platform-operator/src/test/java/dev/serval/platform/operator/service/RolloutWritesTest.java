package dev.serval.platform.operator.service;

import static dev.serval.platform.operator.service.KnativeStages.Traffic.ALL;
import static dev.serval.platform.operator.service.KnativeStages.Traffic.NONE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.serval.platform.api.status.Condition;
import dev.serval.platform.api.status.FailureInfo;
import dev.serval.platform.api.status.InferenceServiceStatus;
import dev.serval.platform.api.status.ModelStatus;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/// How often the status is written while Knative brings up a service through all its stages, each
/// in Knative's own words.
class RolloutWritesTest {
    private final SimulatedRollout rollout = new SimulatedRollout();

    @Test
    void aRolloutIsToldInThreeWritesAndReadyAtOnce() {
        rollout.bringUp(4_000);

        assertThat(rollout.written).hasSize(3);
        assertThat(rollout.written.getFirst().observedGeneration()).isEqualTo(1);
        assertThat(condition(rollout.written.get(1), "PredictorRouteReady").reason())
                .isEqualTo("RevisionMissing");
        assertThat(rollout.written.getLast().isReady()).isTrue();
        assertThat(rollout.written.getLast().modelStatus())
                .extracting(ModelStatus::transitionStatus)
                .isEqualTo("UpToDate");
        assertThat(condition(rollout.written.getLast(), "Ready").lastTransitionTime())
                .as("when it was seen first")
                .isEqualTo("2026-01-01T00:00:05Z");
    }

    @Test
    void whatLastsIsToldWithinASecond() {
        rollout.look();
        rollout.at(100);
        rollout.knative =
                KnativeStages.service("Unknown", "RevisionMissing", "Unknown", "iris-00001", NONE);
        rollout.look();
        rollout.until(1_099);
        assertThat(rollout.written).hasSize(1);

        rollout.until(1_100);

        assertThat(rollout.written).hasSize(2);
        assertThat(condition(rollout.written.getLast(), "PredictorRouteReady").reason())
                .isEqualTo("RevisionMissing");
    }

    /// As Knative is with many services at once: each stage lasts for seconds.
    @Test
    void aSlowRolloutIsToldInFourWrites() {
        rollout.look();
        rollout.at(15_000);
        rollout.knative = KnativeStages.service("Unknown", "OutOfDate", "Unknown", null, NONE);
        rollout.look();
        rollout.at(30_000);
        rollout.pods = KnativeStages.pod("True", "{running: {}}");
        rollout.look();
        rollout.at(34_000);
        rollout.knative =
                KnativeStages.service("Unknown", "RevisionMissing", "Unknown", "iris-00001", NONE);
        rollout.look();
        rollout.at(50_000);
        rollout.knative =
                KnativeStages.service("Unknown", "Uninitialized", "True", "iris-00001", ALL);
        rollout.look();
        rollout.at(55_000);
        rollout.knative = KnativeStages.service("True", null, "True", "iris-00001", ALL);
        rollout.routes = KnativeStages.route("True");
        rollout.look();
        rollout.until(70_000);

        assertThat(rollout.written).hasSize(4);
        assertThat(rollout.written.getLast().isReady()).isTrue();
    }

    @Test
    void howManyPodsServeIsToldWithinASecondAndHowManyAreToServeWithinFive() {
        rollout.bringUpTo("RevisionMissing");
        rollout.until(5_000);
        int before = rollout.written.size();
        rollout.at(6_000);
        rollout.pods = KnativeStages.pod("True", "{running: {}}");
        rollout.look();
        rollout.until(10_999);
        assertThat(rollout.written).hasSize(before);
        rollout.until(11_000);
        assertThat(rollout.written).hasSize(before + 1);

        rollout.knative = KnativeStages.service("True", null, "True", "iris-00001", ALL);
        rollout.routes = KnativeStages.route("True");
        rollout.look();
        rollout.at(20_000);
        rollout.pods = List.of();
        rollout.look();
        rollout.until(21_000);
        assertThat(rollout.written).hasSize(before + 3);
    }

    @Test
    void whatNeverComesToRestIsToldEveryFiveSeconds() {
        rollout.look();
        for (int i = 1; i <= 100; i++) {
            rollout.at(i * 200);
            rollout.knative =
                    KnativeStages.service("Unknown", "Reason" + i, "Unknown", "iris-00001", NONE);
            rollout.look();
        }

        assertThat(rollout.written).hasSizeBetween(4, 5);
    }

    @Test
    void whatIsTakenBackBeforeItWasWrittenIsNotWritten() {
        rollout.look();
        rollout.at(100);
        rollout.pods = KnativeStages.pod("True", "{running: {}}");
        rollout.knative = KnativeStages.service("Unknown", null, "Unknown", null, NONE);
        rollout.look();
        rollout.at(200);
        rollout.pods = List.of();
        rollout.knative = List.of();
        rollout.look();
        rollout.until(10_000);

        assertThat(rollout.written).hasSize(1);
        assertThat(rollout.wake).isNull();
    }

    @Test
    void aModelThatCannotBeLoadedIsToldAtOnce() {
        rollout.bringUpTo("RevisionMissing");
        rollout.at(2_000);
        rollout.pods =
                KnativeStages.pod("False", "{terminated: {exitCode: 3, message: no such object}}");
        rollout.look();

        assertThat(rollout.written.getLast().modelStatus())
                .extracting(ModelStatus::lastFailureInfo)
                .extracting(FailureInfo::message)
                .isEqualTo("no such object");
        assertThat(rollout.wake).isNull();
    }

    @Test
    void aServiceThatIsNoLongerReadyAndAChangeOfItAreToldAtOnce() {
        rollout.bringUp(4_000);
        int before = rollout.written.size();

        rollout.at(20_000);
        rollout.knative =
                KnativeStages.service("False", "RevisionFailed", "False", "iris-00001", ALL);
        rollout.look();
        assertThat(rollout.written).hasSize(before + 1);
        assertThat(rollout.written.getLast().isReady()).isFalse();

        rollout.change();
        assertThat(rollout.written).hasSize(before + 2);
        assertThat(rollout.written.getLast().observedGeneration()).isEqualTo(2);
    }

    @Test
    void theRevisionThatReplacedAnotherIsToldAtOnceBecauseTrafficIsPlannedFromIt() {
        rollout.bringUp(4_000);
        rollout.at(20_000);
        rollout.knative =
                KnativeStages.service("Unknown", "Uninitialized", "Unknown", "iris-00002", ALL);
        rollout.look();

        assertThat(rollout.written.getLast().component("predictor").latestRolledoutRevision())
                .isEqualTo("iris-00002");
        assertThat(rollout.written.getLast().component("predictor").previousRolledoutRevision())
                .isEqualTo("iris-00001");
    }

    @Test
    void whatIsWaitedForByServicesThatAreGoneIsForgotten() {
        rollout.bringUpTo("RevisionMissing");
        assertThat(rollout.wake).isNotNull();
        rollout.goesOnAs("another");
        rollout.wake = null;
        rollout.at(600_000);
        rollout.knative = KnativeStages.service("Unknown", "Other", "Unknown", "iris-00001", NONE);
        rollout.look();
        rollout.goesOnAs("one");

        assertThat(rollout.delay()).as("begun anew").contains(Duration.ofSeconds(1));
    }

    private static Condition condition(InferenceServiceStatus status, String type) {
        return status.conditions().stream()
                .filter(condition -> type.equals(condition.type()))
                .findFirst()
                .orElseThrow();
    }
}
