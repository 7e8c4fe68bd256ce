package dev.serval.platform.local.scaling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.serval.platform.local.capacity.DemandSample;
import dev.serval.platform.local.control.ScaleDecision;
import dev.serval.platform.plan.local.LocalScaling;
import dev.serval.platform.plan.local.LocalScaling.Metric;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/// The autoscaler's decisions for a revision whose replicas take ten calls at once each.
class AutoscalerTest {
    private static final LocalScaling TEN = new LocalScaling(0, 0, Metric.CONCURRENCY, 10, 0);
    private static final int TICK = 2;

    private final Autoscaler autoscaler =
            new Autoscaler("iris-predictor-00001", AutoscalerSettings.knative(100));
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");

    @Test
    void keepsAsManyReplicasAsTheAverageOfTheStableWindowNeeds() {
        var decision = measure(60, 15, 2);

        assertThat(decision.wanted()).isEqualTo(2);
        assertThat(decision.stable()).isEqualTo(15);
        assertThat(decision.isPanicking()).isFalse();
        assertThat(decision.reason())
                .isEqualTo("15.00 calls at once over 60.0 s, 10.0 for each replica");
    }

    @Test
    void aFractionOfAReplicaIsAWholeOne() {
        assertThat(measure(60, 20.1, 2).wanted()).isEqualTo(3);
    }

    @Test
    void aBurstIsFollowedByTheShortWindow() {
        measure(60, 5, 1);

        var decision = measure(6, 40, 1);

        assertThat(decision.isPanicking()).isTrue();
        assertThat(decision.panic()).isEqualTo(40);
        assertThat(decision.wanted()).isEqualTo(4);
    }

    @Test
    void twiceAsMuchAsIsReadyIsABurstAndLessIsNone() {
        measure(60, 10, 2);
        assertThat(measure(6, 30, 2).isPanicking()).isFalse();
        assertThat(measure(6, 40, 2).isPanicking()).isTrue();
    }

    @Test
    void duringABurstTheNumberOnlyGrowsAndAStableWindowLaterItFalls() {
        measure(6, 40, 1);
        assertThat(measure(50, 1, 4).wanted()).isEqualTo(4);

        var after = measure(14, 1, 4);

        assertThat(after.isPanicking()).isFalse();
        assertThat(after.wanted()).isEqualTo(2);
    }

    @Test
    void atMostHalfOfTheReplicasGoAtOnce() {
        assertThat(measure(60, 1, 9).wanted()).isEqualTo(4);
    }

    @Test
    void noMoreThanTheRateAllowsAreAddedAtOnce() {
        var slow =
                new Autoscaler(
                        "iris",
                        new AutoscalerSettings(
                                Duration.ofSeconds(60),
                                Duration.ofSeconds(6),
                                2,
                                3,
                                2,
                                Duration.ZERO,
                                100));

        assertThat(slow.decide(now, TEN, sample(900, 0, 0), 2).wanted()).isEqualTo(6);
    }

    @Test
    void theLastReplicaGoesAfterAnEmptyStableWindowAndTheGrace() {
        measure(60, 1, 1);

        assertThat(measure(60, 0, 1).reason()).endsWith("; to zero in 30.0 s");
        assertThat(measure(28, 0, 1).wanted()).isEqualTo(1);
        assertThat(measure(2, 0, 1).wanted()).isZero();
    }

    @Test
    void aReplicaThatHasJustComeStaysForAWholeStableWindow() {
        assertThat(measure(88, 0, 1).wanted()).isEqualTo(1);
        assertThat(measure(4, 0, 1).wanted()).isZero();
    }

    @Test
    void aCallDuringTheGraceKeepsTheReplica() {
        measure(70, 0, 1);
        measure(2, 0.001, 1);

        assertThat(measure(58, 0, 1).wanted()).isEqualTo(1);
    }

    @Test
    void whatWaitsForTheFirstReplicaIsNoBurst() {
        for (int i = 0; i < 10; i++) {
            now = now.plusSeconds(TICK);
            autoscaler.record(now, TEN, sample(500, 0, 500), 0);
        }

        assertThat(measure(2, 5, 1).wanted()).isEqualTo(1);
    }

    @Test
    void aCallThatWaitsKeepsOneReplicaComing() {
        assertThat(autoscaler.decide(now, TEN, sample(0, 0, 1), 0).wanted()).isEqualTo(1);
    }

    @Test
    void aServicesLimitsHold() {
        var limited = new LocalScaling(2, 3, Metric.CONCURRENCY, 10, 0);

        var low = autoscaler.decide(now, limited, sample(0, 0, 0), 1);
        assertThat(low.wanted()).isEqualTo(2);
        assertThat(low.reason()).endsWith("; at least 2");
        var high = autoscaler.decide(now.plusSeconds(2), limited, sample(900, 0, 0), 3);
        assertThat(high.wanted()).isEqualTo(3);
        assertThat(high.reason()).endsWith("; at most 3");
    }

    @Test
    void aServiceWithoutAMaximumStopsAtTheMachines() {
        assertThat(autoscaler.decide(now, TEN, sample(9000, 0, 0), 100).wanted()).isEqualTo(100);
    }

    @Test
    void callsASecondAreCountedWhereTheTargetIsOne() {
        var perSecond = new LocalScaling(0, 0, Metric.RPS, 100, 0);

        var decision = autoscaler.decide(now, perSecond, sample(0.5, 700, 0), 4);

        assertThat(decision.wanted()).isEqualTo(4);
        assertThat(decision.stable()).isEqualTo(350);
        assertThat(decision.reason()).startsWith("350.00 calls a second");
    }

    @Test
    void aPanicWindowLongerThanTheStableOneIsRefused() {
        assertThatThrownBy(() ->
                        new AutoscalerSettings(
                                Duration.ofSeconds(6),
                                Duration.ofSeconds(60),
                                2,
                                1000,
                                2,
                                Duration.ZERO,
                                1))
                .hasMessage("the panic window is PT1M, expected at most the stable window's PT6S");
    }

    /// The last decision after the same was measured for `seconds`.
    private ScaleDecision measure(int seconds, double concurrency, int ready) {
        ScaleDecision decision = null;
        for (int passed = 0; passed < seconds; passed += TICK) {
            now = now.plusSeconds(TICK);
            decision = autoscaler.decide(now, TEN, sample(concurrency, 0, 0), ready);
        }
        return Objects.requireNonNull(decision);
    }

    private static DemandSample sample(double concurrency, long requests, int waiting) {
        return new DemandSample(TICK, concurrency, requests, 0, waiting);
    }
}
