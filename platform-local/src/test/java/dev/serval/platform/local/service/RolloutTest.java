package dev.serval.platform.local.service;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serval.platform.api.status.FailureInfo;
import dev.serval.platform.api.status.ModelCopies;
import dev.serval.platform.api.status.ModelStates;
import dev.serval.platform.api.status.ModelStatus;
import dev.serval.platform.local.control.ApplyOutcome;
import dev.serval.platform.local.service.FakeMachine.Call;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A service's way from one revision to the next.
class RolloutTest {
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
    void aServiceThatIsAppliedBecomesReadyAndIsRouted() {
        var outcome = machine.apply(iris("1", ""));

        assertThat(outcome).isInstanceOf(ApplyOutcome.Applied.class);
        assertThat(machine.replicas()).containsExactly("iris-predictor-00001-a starting");
        assertThat(machine.condition("Ready"))
                .isEqualTo("Unknown Deploying: revision iris-predictor-00001 is starting");

        machine.programs.last("iris-predictor-00001").becomeReady();

        assertThat(machine.condition("Ready")).isEqualTo("True");
        assertThat(machine.replicas()).containsExactly("iris-predictor-00001-a ready");
        assertThat(machine.shares()).containsExactly("iris-predictor-00001 100");
        assertThat(machine.traffic()).containsExactly("iris-predictor-00001 100");
        assertThat(machine.iris().reported().url()).isEqualTo("http://iris.default.localhost:8080");
    }

    @Test
    void callsThatComeBeforeTheFirstReplicaIsReadyWaitForIt() {
        machine.apply(iris("1", ""));

        Call call = machine.call();
        assertThat(call.at()).isEqualTo("waiting");
        machine.programs.last("iris").becomeReady();

        assertThat(call.at()).isEqualTo("iris-predictor-00001-a");
    }

    @Test
    void aNewRevisionGetsTheTrafficWhenItIsReadyAndTheOldOneGoesWhenItHasFinished() {
        ready("1", "");
        Call old = machine.call();

        machine.apply(iris("2", ""));
        assertThat(machine.shares()).containsExactly("iris-predictor-00001 100");
        machine.programs.last("iris-predictor-00002").becomeReady();

        assertThat(machine.shares()).containsExactly("iris-predictor-00002 100");
        assertThat(machine.traffic()).containsExactly("iris-predictor-00002 100");
        machine.loop.pass(Duration.ofMinutes(5));
        assertThat(machine.programs.last("iris-predictor-00001").isAlive()).isTrue();
        old.end();
        machine.loop.pass(Duration.ofMinutes(2));
        assertThat(machine.programs.alive())
                .extracting(program -> program.launch().replica())
                .containsExactly("iris-predictor-00002-a");
    }

    @Test
    void trafficGoesFrom100To10To50AndIsPromoted() {
        ready("1", "");
        ready("2", "canaryTrafficPercent: 10");
        assertThat(machine.shares())
                .containsExactly("iris-predictor-00002 10", "iris-predictor-00001 90 prev");

        machine.apply(iris("2", "canaryTrafficPercent: 50"));
        assertThat(machine.shares())
                .containsExactly("iris-predictor-00002 50", "iris-predictor-00001 50 prev");

        machine.apply(iris("2", ""));
        assertThat(machine.shares()).containsExactly("iris-predictor-00002 100");
        assertThat(machine.iris().reported().component("predictor").latestRolledoutRevision())
                .isEqualTo("iris-predictor-00002");
        assertThat(machine.programs.started()).hasSize(2);
    }

    @Test
    void zeroPercentPinsTheRevisionThatHadAllTraffic() {
        ready("1", "");
        ready("2", "canaryTrafficPercent: 10");

        machine.apply(iris("2", "canaryTrafficPercent: 0"));

        assertThat(machine.shares())
                .containsExactly("iris-predictor-00002 0", "iris-predictor-00001 100 prev");
        assertThat(machine.call().at()).isEqualTo("iris-predictor-00001-a");
    }

    @Test
    void zeroPercentAfterAPromotionBringsBackTheRevisionBefore() {
        ready("1", "");
        ready("2", "");
        machine.loop.pass(Duration.ofMinutes(5));

        machine.apply(iris("2", "canaryTrafficPercent: 0"));

        assertThat(machine.shares())
                .containsExactly("iris-predictor-00002 0", "iris-predictor-00001 100 prev");
        Call call = machine.call();
        machine.programs.last("iris-predictor-00001").becomeReady();
        assertThat(call.at()).startsWith("iris-predictor-00001");
    }

    @Test
    void aRevisionThatNeverGetsReadyKeepsTheOldOneServingAndSaysWhy() {
        ready("1", "");

        machine.apply(iris("2", ""));
        var broken = machine.programs.last("iris-predictor-00002");
        broken.say("reading the model");
        broken.say("2026-01-01 00:00:00,000 ERROR [de.se.X] (main) iris.onnx is truncated");
        broken.end(1);

        assertThat(machine.shares()).containsExactly("iris-predictor-00001 100");
        assertThat(machine.call().at()).isEqualTo("iris-predictor-00001-a");
        assertThat(machine.condition("PredictorConfigurationReady"))
                .isEqualTo(
                        "False RevisionFailed: revision iris-predictor-00002 failed: iris-predictor-00002-a ended with code 1: iris.onnx is truncated");
        assertThat(machine.condition("PredictorRouteReady")).isEqualTo("True");
        assertThat(machine.iris().reported().modelStatus())
                .isEqualTo(
                        new ModelStatus(
                                "BlockedByFailedLoad",
                                new ModelStates("Loaded", "FailedToLoad", Map.of()),
                                new FailureInfo(
                                        "iris-predictor-00002-a",
                                        "ModelLoadFailed",
                                        "iris.onnx is truncated",
                                        "iris-predictor-00002",
                                        null,
                                        1,
                                        Map.of()),
                                new ModelCopies(1, 1, Map.of()),
                                Map.of()));
    }

    @Test
    void aRevisionThatIsSlowBeyondItsDeadlineIsCalledFailedAndStillTaken() {
        ready("1", "");
        machine.apply(iris("2", ""));

        machine.loop.pass(Duration.ofMinutes(11));
        assertThat(machine.condition("PredictorConfigurationReady"))
                .isEqualTo(
                        "False ProgressDeadlineExceeded: revision iris-predictor-00002 is not ready after 600 s");
        machine.programs.last("iris-predictor-00002").becomeReady();

        assertThat(machine.condition("Ready")).isEqualTo("True");
        assertThat(machine.shares()).containsExactly("iris-predictor-00002 100");
    }

    @Test
    void aMendedRevisionReplacesOneThatNeverGotReady() {
        ready("1", "");
        machine.apply(iris("2", ""));
        machine.programs.last("iris-predictor-00002").end(1);

        ready("3", "");
        machine.loop.pass(Duration.ofSeconds(5));

        assertThat(machine.shares()).containsExactly("iris-predictor-00003 100");
        assertThat(machine.programs.alive())
                .extracting(program -> program.launch().replica())
                .doesNotContain("iris-predictor-00002-a");
    }

    @Test
    void aSpecificationThatIsRefusedKeepsTheOldRunning() {
        ready("1", "");

        var outcome = machine.apply(iris("2", "minReplicas: -1"));

        assertThat(outcome)
                .isEqualTo(
                        new ApplyOutcome.Refused(
                                FakeMachine.IRIS,
                                "spec.predictor.minReplicas: 'MinReplicas' cannot be less than 0"));
        assertThat(machine.iris().getMetadata().getGeneration()).isEqualTo(1);
        assertThat(machine.shares()).containsExactly("iris-predictor-00001 100");
    }

    @Test
    void aServiceThatNoRuntimeServesAnyMoreGoesOnAndSaysSo() {
        ready("1", "");

        machine.apply(iris("2", "").replace("name: onnx", "name: unheard-of"));

        assertThat(machine.condition("Ready")).startsWith("False NoSupportingRuntime: ");
        assertThat(machine.iris().reported().modelStatus())
                .extracting("transitionStatus")
                .isEqualTo("InvalidSpec");
        assertThat(machine.call().at()).isEqualTo("iris-predictor-00001-a");
    }

    @Test
    void onlyAChangedSpecificationIsANewGeneration() {
        ready("1", "");

        var same = (ApplyOutcome.Applied) machine.apply(iris("1", ""));
        assertThat(same.change()).isEqualTo(ApplyOutcome.Change.UNCHANGED);
        var changed = (ApplyOutcome.Applied) machine.apply(iris("2", ""));
        assertThat(changed.change()).isEqualTo(ApplyOutcome.Change.CONFIGURED);

        assertThat(machine.iris().getMetadata().getGeneration()).isEqualTo(2);
        assertThat(machine.iris().reported().observedGeneration()).isEqualTo(2);
    }

    @Test
    void aSecretThatChangesMakesARevisionOfTheServicesThatItIsFor() {
        machine.apply(
                """
                apiVersion: v1
                kind: ServiceAccount
                metadata: {name: default}
                secrets: [{name: hub}]
                """);
        machine.apply(hub("old"));
        ready("1", "");
        assertThat(machine.programs.last("iris").launch().program().environment())
                .containsEntry("HF_TOKEN", "old");

        machine.apply(hub("new"));

        assertThat(machine.programs.last("iris-predictor-00002").launch().program().environment())
                .containsEntry("HF_TOKEN", "new");
    }

    private static String hub(String token) {
        return """
        apiVersion: v1
        kind: Secret
        metadata: {name: hub}
        stringData: {HF_TOKEN: %s}
        """
                .formatted(token);
    }

    private void ready(String version, String field) {
        machine.apply(iris(version, field));
        machine.programs.last("iris").becomeReady();
    }

    static String iris(String version, String field) {
        return """
        apiVersion: serving.kserve.io/v1beta1
        kind: InferenceService
        metadata:
          name: iris
        spec:
          predictor:
            %s
            model:
              modelFormat:
                name: onnx
              storageUri: iris/%s
        """
                .formatted(field, version);
    }
}
