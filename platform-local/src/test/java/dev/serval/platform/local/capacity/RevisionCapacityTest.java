package dev.serval.platform.local.capacity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RevisionCapacityTest {
    private static final int QUEUE = 100;
    private static final Duration PATIENT = Duration.ofMinutes(1);
    private static final ReplicaAddress A = new ReplicaAddress("iris-a", 1001);
    private static final ReplicaAddress B = new ReplicaAddress("iris-b", 1002);

    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    private final AtomicLong now = new AtomicLong(5_000);
    private final AtomicInteger wakes = new AtomicInteger();

    @AfterEach
    void stopTheTimer() {
        timer.shutdownNow();
    }

    @Test
    void findsNoPlaceWithoutReplicas() {
        assertThat(capacity(0).find()).isNull();
    }

    @Test
    void choosesTheLeastBusyReplica() {
        var capacity = capacity(0);
        capacity.replicas(List.of(A, B));
        place(capacity);
        var second = place(capacity);
        second.release();

        assertThat(place(capacity).replica()).isEqualTo(second.replica());
    }

    @Test
    void replicasThatAreEquallyBusyTakeTurns() {
        var capacity = capacity(0);
        capacity.replicas(List.of(A, B));
        var chosen = new ArrayList<ReplicaAddress>();
        for (int call = 0; call < 4; call++) {
            var place = place(capacity);
            chosen.add(place.replica());
            place.release();
        }

        assertThat(chosen).containsExactly(A, B, A, B);
    }

    @Test
    void givesAReplicaNoMoreCallsThanItsLimit() {
        var capacity = capacity(2);
        capacity.replicas(List.of(A, B));
        for (int call = 0; call < 4; call++) {
            place(capacity);
        }

        assertThat(capacity.find()).isNull();
        assertThat(capacity.working(A)).isEqualTo(2);
        assertThat(capacity.working(B)).isEqualTo(2);
    }

    @Test
    void aFreedPlaceGoesToTheCallThatWaitsLongest() {
        var capacity = capacity(1);
        capacity.replicas(List.of(A));
        var held = place(capacity);
        var first = await(capacity);
        var second = await(capacity);
        held.release();

        assertThat(first.place).isNotNull();
        assertThat(second.place).isNull();
    }

    @Test
    void noCallOvertakesThoseThatWait() {
        var capacity = capacity(1);
        capacity.replicas(List.of(A));
        var held = place(capacity);
        var waiting = await(capacity);
        held.release();
        Objects.requireNonNull(waiting.place);

        assertThat(capacity.find()).isNull();
    }

    @Test
    void aPlaceGivenBackTwiceCountsOnce() {
        var capacity = capacity(2);
        capacity.replicas(List.of(A));
        var twice = place(capacity);
        place(capacity);
        twice.release();
        twice.release();
        twice.releaseUnreachable();

        assertThat(capacity.working(A)).isEqualTo(1);
        assertThat(capacity.find()).isNotNull();
    }

    @Test
    void aHundredCallsAtZeroWakeOnceAndAllGetPlaces() {
        var capacity = capacity(0);
        var calls = new ArrayList<Answer>();
        for (int call = 0; call < 100; call++) {
            calls.add(await(capacity));
        }
        capacity.replicas(List.of());
        assertThat(wakes).hasValue(1);

        capacity.replicas(List.of(A));
        assertThat(calls).allSatisfy(call -> assertThat(call.place).isNotNull());
        assertThat(capacity.working(A)).isEqualTo(100);
    }

    @Test
    void wakesAgainWhenReplicasWentAwayAndACallComes() {
        var capacity = capacity(0);
        await(capacity);
        capacity.replicas(List.of(A));
        capacity.replicas(List.of());
        await(capacity);

        assertThat(wakes).hasValue(2);
    }

    @Test
    void wakesAgainAfterTheCallsBeforeGaveUp() {
        var capacity = capacity(0);
        capacity.await(PATIENT, new Answer()).cancel();
        await(capacity);

        assertThat(wakes).hasValue(2);
    }

    @Test
    void isWokenForCallsThatCameBeforeAnyoneListened() {
        var capacity = new RevisionCapacity(new CapacityLimits(0, 10), timer, now::get);
        await(capacity);
        capacity.whenWanted(wakes::incrementAndGet);

        assertThat(wakes).hasValue(1);
    }

    @Test
    void doesNotWakeForCallsThatWaitForABusyReplica() {
        var capacity = capacity(1);
        capacity.replicas(List.of(A));
        place(capacity);
        await(capacity);

        assertThat(wakes).hasValue(0);
    }

    @Test
    void refusesACallBeyondTheQueueAndSaysItsLength() {
        var capacity = capacity(0);
        for (int call = 0; call < 100; call++) {
            await(capacity);
        }

        assertThat(await(capacity).refusal).isEqualTo(new NoPlace.QueueFull(100));
    }

    @Test
    void aCallWhosePatienceEndsIsRefusedAndLeavesTheQueue() {
        var capacity = capacity(0);
        var answer = new Answer();
        var patience = Duration.ofMillis(5);
        capacity.await(patience, answer);
        answer.awaitDecision();

        assertThat(answer.refusal).isEqualTo(new NoPlace.TimedOut(patience));
        assertThat(capacity.sample().waiting()).isZero();
    }

    @Test
    void aCancelledCallIsToldNothingAndTakesNoPlace() {
        var capacity = capacity(1);
        var gone = new Answer();
        capacity.await(PATIENT, gone).cancel();
        var patient = await(capacity);
        capacity.replicas(List.of(A));

        assertThat(gone.place).isNull();
        assertThat(gone.refusal).isNull();
        assertThat(patient.place).isNotNull();
    }

    @Test
    void cancellingAfterTheDecisionChangesNothing() {
        var capacity = capacity(1);
        capacity.replicas(List.of(A));
        var cancellation = capacity.await(PATIENT, new Answer());
        cancellation.cancel();

        assertThat(capacity.working(A)).isEqualTo(1);
        assertThat(capacity.sample().averageConcurrency()).isEqualTo(1);
    }

    @Test
    void refusesThoseThatWaitAndThoseThatComeWhileNothingStarts() {
        var capacity = capacity(0);
        var waiting = await(capacity);
        capacity.notStarting("the model file is missing");
        var coming = await(capacity);

        var reason = new NoPlace.NotStarting("the model file is missing");
        assertThat(waiting.refusal).isEqualTo(reason);
        assertThat(coming.refusal).isEqualTo(reason);
    }

    @Test
    void aRevisionWithAReadyReplicaIsNotHurtByAnotherThatDoesNotStart() {
        var capacity = capacity(1);
        capacity.replicas(List.of(A));
        place(capacity);
        var waiting = await(capacity);
        capacity.notStarting("out of memory");

        assertThat(waiting.refusal).isNull();
    }

    @Test
    void callsWaitAgainOnceItIsStarting() {
        var capacity = capacity(0);
        capacity.notStarting("no such file");
        capacity.starting();

        assertThat(await(capacity).refusal).isNull();
    }

    @Test
    void anUnreachableReplicaGetsNoCallsUntilItIsListedAgain() {
        var capacity = capacity(0);
        capacity.replicas(List.of(A));
        place(capacity).releaseUnreachable();
        assertThat(capacity.find()).isNull();

        capacity.replicas(List.of(A));
        assertThat(capacity.find()).isNotNull();
    }

    @Test
    void wakesWhenTheOnlyReplicaTurnsOutUnreachableWhileACallWaits() {
        var capacity = capacity(1);
        capacity.replicas(List.of(A));
        var held = place(capacity);
        await(capacity);
        held.releaseUnreachable();

        assertThat(wakes).hasValue(1);
    }

    @Test
    void aReplicaThatIsNoLongerListedEndsItsCallsAndGetsNoMore() {
        var capacity = capacity(0);
        capacity.replicas(List.of(A, B));
        var atA = place(capacity);
        capacity.replicas(List.of(B));

        assertThat(place(capacity).replica()).isEqualTo(B);
        assertThat(capacity.working(A)).isEqualTo(1);
        atA.release();
        assertThat(capacity.working(A)).isZero();
    }

    @Test
    void aReplicaThatComesBackIsAsBusyAsItWas() {
        var capacity = capacity(1);
        capacity.replicas(List.of(A));
        place(capacity);
        capacity.replicas(List.of());
        capacity.replicas(List.of(A));

        assertThat(capacity.find()).isNull();
    }

    @Test
    void aRetiredRevisionRefusesAllAndLetsWorkEnd() {
        var capacity = capacity(1);
        capacity.replicas(List.of(A));
        var working = place(capacity);
        var waiting = await(capacity);
        capacity.close();
        capacity.replicas(List.of(B));

        assertThat(waiting.refusal).isEqualTo(new NoPlace.Retired());
        assertThat(await(capacity).refusal).isEqualTo(new NoPlace.Retired());
        assertThat(capacity.working(A)).isEqualTo(1);
        working.release();
        assertThat(capacity.working(A)).isZero();
    }

    @Test
    void weighsConcurrencyByTime() {
        var capacity = capacity(0);
        capacity.replicas(List.of(A));
        pass(Duration.ofSeconds(1));
        var first = place(capacity);
        pass(Duration.ofSeconds(1));
        var second = place(capacity);
        pass(Duration.ofSeconds(2));
        first.release();
        second.release();

        var sample = capacity.sample();
        assertThat(sample.seconds()).isEqualTo(4);
        assertThat(sample.averageConcurrency()).isEqualTo(1.25, within(1e-9));
        assertThat(sample.requests()).isEqualTo(2);
        assertThat(sample.working()).isZero();
    }

    @Test
    void countsWaitingCallsAsConcurrency() {
        var capacity = capacity(0);
        await(capacity);
        await(capacity);
        pass(Duration.ofSeconds(3));

        assertThat(capacity.sample()).isEqualTo(new DemandSample(3, 2, 2, 0, 2));
    }

    @Test
    void aSampleBeginsWhereTheLastEnded() {
        var capacity = capacity(0);
        capacity.replicas(List.of(A));
        place(capacity);
        pass(Duration.ofSeconds(9));
        capacity.sample();
        pass(Duration.ofSeconds(2));

        assertThat(capacity.sample()).isEqualTo(new DemandSample(2, 1, 0, 1, 0));
    }

    @Test
    void manyThreadsNeverExceedTheLimitAndLoseNoPlace() throws InterruptedException {
        var capacity = new RevisionCapacity(new CapacityLimits(3, 4_000), timer);
        capacity.replicas(List.of(A, B));
        var working = new AtomicInteger();
        var most = new AtomicInteger();
        var done = new AtomicInteger();
        try (var threads = Executors.newFixedThreadPool(4)) {
            for (int call = 0; call < 4_000; call++) {
                threads.execute(() ->
                        capacity.await(
                                PATIENT, new Answer(place -> work(place, working, most, done))));
            }
            threads.shutdown();
            assertThat(threads.awaitTermination(30, TimeUnit.SECONDS)).isTrue();
        }

        assertThat(done).hasValue(4_000);
        assertThat(most.get()).isLessThanOrEqualTo(6);
        assertThat(capacity.sample().working()).isZero();
    }

    @Test
    void refusesLimitsThatAreNone() {
        assertThatThrownBy(() -> new CapacityLimits(-1, 1))
                .hasMessage("callsPerReplica is -1, expected 0 or more");
        assertThatThrownBy(() -> new CapacityLimits(0, 0))
                .hasMessage("waitingCalls is 0, expected 1 or more");
    }

    private static void work(
            Place place, AtomicInteger working, AtomicInteger most, AtomicInteger done) {
        most.accumulateAndGet(working.incrementAndGet(), Math::max);
        working.decrementAndGet();
        done.incrementAndGet();
        place.release();
    }

    private RevisionCapacity capacity(int callsPerReplica) {
        var capacity =
                new RevisionCapacity(new CapacityLimits(callsPerReplica, QUEUE), timer, now::get);
        capacity.whenWanted(wakes::incrementAndGet);
        return capacity;
    }

    private static Place place(RevisionCapacity capacity) {
        return Objects.requireNonNull(capacity.find());
    }

    private static Answer await(RevisionCapacity capacity) {
        var answer = new Answer();
        capacity.await(PATIENT, answer);
        return answer;
    }

    private void pass(Duration time) {
        now.addAndGet(time.toNanos());
    }

    /// What a call that waited was told.
    private static final class Answer implements PlaceRequest {
        private final CountDownLatch decided = new CountDownLatch(1);
        private final Consumer<Place> use;
        @Nullable Place place;
        @Nullable NoPlace refusal;

        Answer() {
            this(_ -> {});
        }

        Answer(Consumer<Place> use) {
            this.use = use;
        }

        @Override
        public void granted(Place granted) {
            place = granted;
            use.accept(granted);
            decided.countDown();
        }

        @Override
        public void refused(NoPlace reason) {
            refusal = reason;
            decided.countDown();
        }

        void awaitDecision() {
            try {
                assertThat(decided.await(10, TimeUnit.SECONDS)).isTrue();
            } catch (InterruptedException stopped) {
                throw new AssertionError(stopped);
            }
        }
    }
}
