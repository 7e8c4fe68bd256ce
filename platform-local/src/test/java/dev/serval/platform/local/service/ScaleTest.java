package dev.serval.platform.local.service;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serval.platform.local.control.ScaleDecision;
import dev.serval.platform.local.service.FakeMachine.Call;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// How many replicas a service has, and what becomes of those that end by themselves.
class ScaleTest {
    @TempDir Path state;
    private FakeMachine machine;

    @BeforeEach
    void startAPlatform() throws IOException {
        machine = new FakeMachine(state);
        machine.start();
    }

    @AfterEach
    void closeIt() throws IOException {
        machine.close();
    }

    @Test
    void aServiceStartsWithOneReplicaGoesToZeroAndComesBackForACall() {
        ready("minReplicas: 0");
        assertThat(machine.replicas()).containsExactly("iris-predictor-00001-a ready");

        machine.loop.pass(Duration.ofSeconds(95));
        assertThat(machine.replicas()).isEmpty();
        assertThat(machine.condition("Ready")).isEqualTo("True");

        Call call = machine.call();
        assertThat(machine.replicas()).containsExactly("iris-predictor-00001-a starting");
        machine.programs.last("iris").becomeReady();
        assertThat(call.at()).isEqualTo("iris-predictor-00001-a");
        call.end();
        machine.loop.pass(Duration.ofSeconds(95));
        assertThat(machine.replicas()).isEmpty();
    }

    @Test
    void theLastReplicaStaysForTheStableWindowAndTheGrace() {
        ready("minReplicas: 0");
        machine.loop.pass(Duration.ofSeconds(70));
        Call call = machine.call();
        machine.loop.pass(Duration.ofMillis(1));
        call.end();

        machine.loop.pass(Duration.ofSeconds(89));
        assertThat(machine.replicas()).hasSize(1);
        machine.loop.pass(Duration.ofSeconds(6));
        assertThat(machine.replicas()).isEmpty();
    }

    @Test
    void aHundredFirstCallsAreAnsweredByOneColdStart() {
        ready("minReplicas: 0");
        machine.loop.pass(Duration.ofSeconds(95));

        List<Call> calls = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            calls.add(machine.call());
        }
        machine.loop.pass(Duration.ofSeconds(9));
        machine.programs.last("iris").becomeReady();
        calls.forEach(Call::end);
        machine.loop.pass(Duration.ofSeconds(10));

        assertThat(calls).extracting(Call::at).containsOnly("iris-predictor-00001-a");
        assertThat(machine.programs.started()).hasSize(2);
    }

    @Test
    void manyCallsGetMoreReplicasAsTheirConcurrencyAsksFor() {
        ready("scaleTarget: 10");
        for (int i = 0; i < 20; i++) {
            machine.call();
        }

        machine.loop.pass(Duration.ofSeconds(6));

        assertThat(machine.replicas()).hasSize(3);
        ScaleDecision last = machine.platform().scaleHistory(FakeMachine.IRIS).getLast();
        assertThat(last.wanted()).isEqualTo(3);
        assertThat(last.isPanicking()).isTrue();
        assertThat(last.reason()).contains("7.0 for each replica, in a burst");
    }

    @Test
    void neverMoreReplicasThanAreAllowed() {
        ready("scaleTarget: 1\n    maxReplicas: 2");
        for (int i = 0; i < 50; i++) {
            machine.call();
        }

        machine.loop.pass(Duration.ofSeconds(30));

        assertThat(machine.replicas()).hasSize(2);
    }

    @Test
    void asManyReplicasAsAreAskedForAtLeast() {
        ready("minReplicas: 3");

        machine.loop.pass(Duration.ofSeconds(2));

        assertThat(machine.replicas()).hasSize(3);
    }

    @Test
    void anotherScaleIsTakenOverWithoutANewRevision() {
        ready("minReplicas: 1");

        machine.apply(iris("minReplicas: 2"));
        machine.loop.pass(Duration.ofSeconds(2));

        assertThat(machine.replicas()).hasSize(2);
        assertThat(machine.shares()).containsExactly("iris-predictor-00001 100");
    }

    @Test
    void aReplicaThatIsKilledIsReplacedAtOnce() {
        ready("minReplicas: 1");
        machine.loop.pass(Duration.ofMinutes(2));

        machine.programs.last("iris").end(137);

        assertThat(machine.replicas()).containsExactly("iris-predictor-00001-a starting");
        assertThat(machine.condition("Ready")).isEqualTo("True");
        Call call = machine.call();
        machine.programs.last("iris").becomeReady();
        assertThat(call.at()).isEqualTo("iris-predictor-00001-a");
        assertThat(machine.platform().replicas(FakeMachine.IRIS).getFirst().restarts())
                .isEqualTo(1);
    }

    @Test
    void aReplicaThatKeepsEndingIsStartedAgainEverMoreSlowly() {
        machine.apply(iris("minReplicas: 1"));

        machine.programs.last("iris").end(1);
        machine.programs.last("iris").end(1);
        assertThat(machine.programs.started()).hasSize(2);
        machine.loop.pass(Duration.ofSeconds(10));
        assertThat(machine.programs.started()).hasSize(3);
        machine.programs.last("iris").end(1);
        machine.loop.pass(Duration.ofSeconds(19));
        assertThat(machine.programs.started()).hasSize(3);
        machine.loop.pass(Duration.ofSeconds(1));
        assertThat(machine.programs.started()).hasSize(4);
    }

    @Test
    void aCallForAServiceThatCannotStartIsRefusedWithTheReason() {
        machine.apply(iris("minReplicas: 1"));
        Call call = machine.call();
        for (int i = 0; i < 2; i++) {
            machine.programs.last("iris").say("no such model");
            machine.programs.last("iris").end(1);
        }

        assertThat(call.at())
                .isEqualTo(
                        "NotStarting[reason=iris-predictor-00001-a ended with code 1: no such model]");
        assertThat(machine.call().at()).startsWith("NotStarting");
        assertThat(machine.condition("Ready"))
                .isEqualTo(
                        "False RevisionFailed: revision iris-predictor-00001 failed: iris-predictor-00001-a ended with code 1: no such model");
        assertThat(machine.platform().replicas(FakeMachine.IRIS).getFirst().message())
                .isEqualTo("ended with code 1: no such model");
    }

    @Test
    void aProgramThatCannotBeStartedIsToldOf() {
        machine.programs.refuse("there is no predictor to be started");

        machine.apply(iris("minReplicas: 1"));

        assertThat(machine.condition("PredictorReady"))
                .endsWith(
                        "iris-predictor-00001-a could not be started: there is no predictor to be started");
    }

    @Test
    void aReplicaThatIsOneTooManyFinishesItsCalls() {
        ready("minReplicas: 2");
        machine.loop.pass(Duration.ofSeconds(2));
        machine.programs.last("iris-predictor-00001-b").becomeReady();
        Call first = machine.call();
        Call second = machine.call();
        assertThat(second.at()).isNotEqualTo(first.at());

        machine.apply(iris("minReplicas: 1"));
        machine.loop.pass(Duration.ofSeconds(10));
        assertThat(machine.programs.alive()).hasSize(2);
        first.end();
        second.end();
        machine.loop.pass(Duration.ofSeconds(1));

        assertThat(machine.programs.alive()).hasSize(1);
    }

    private void ready(String fields) {
        machine.apply(iris(fields));
        machine.programs.last("iris").becomeReady();
    }

    private static String iris(String fields) {
        return RolloutTest.iris("1", fields);
    }
}
