package dev.serval.platform.local.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.serval.platform.local.control.ApplyOutcome;
import dev.serval.platform.local.control.ResourceKey;
import dev.serval.platform.local.service.FakeMachine.Call;
import dev.serval.platform.local.state.StateFolder;
import dev.serval.platform.local.state.StateInUseException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What is still true after the platform was killed and started again.
class RestartTest {
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
    void servicesComeBackWithTheirGenerationAndTheNumbersOfTheirRevisions() throws IOException {
        ready("1", "");
        ready("2", "");
        String uid = machine.iris().getMetadata().getUid();

        machine.start();

        assertThat(machine.iris().getMetadata().getGeneration()).isEqualTo(2);
        assertThat(machine.iris().getMetadata().getUid()).isEqualTo(uid);
        assertThat(machine.shares()).containsExactly("iris-predictor-00002 100");
        machine.programs.last("iris-predictor-00002").becomeReady();
        ready("3", "");
        assertThat(machine.shares()).containsExactly("iris-predictor-00003 100");
    }

    @Test
    void aCanaryComesBackWithBothItsRevisions() throws IOException {
        ready("1", "");
        ready("2", "canaryTrafficPercent: 10");

        machine.start();

        assertThat(machine.shares())
                .containsExactly("iris-predictor-00002 10", "iris-predictor-00001 90 prev");
        assertThat(machine.replicas())
                .containsExactlyInAnyOrder(
                        "iris-predictor-00001-a starting", "iris-predictor-00002-a starting");
    }

    @Test
    void aServiceAtZeroComesBackAtZeroAndAnswers() throws IOException {
        ready("1", "minReplicas: 0");
        machine.loop.pass(Duration.ofSeconds(95));

        machine.start();

        assertThat(machine.replicas()).isEmpty();
        assertThat(machine.condition("Ready")).isEqualTo("True");
        Call call = machine.call();
        machine.programs.last("iris").becomeReady();
        assertThat(call.at()).isEqualTo("iris-predictor-00001-a");
    }

    @Test
    void whatRanBeforeARefusedChangeComesBackToo() throws IOException {
        ready("1", "");
        machine.apply(RolloutTest.iris("2", "").replace("name: onnx", "name: unheard-of"));

        machine.start();
        machine.programs.last("iris").becomeReady();

        assertThat(machine.call().at()).isEqualTo("iris-predictor-00001-a");
        assertThat(machine.condition("Ready")).startsWith("False NoSupportingRuntime");
        assertThat(machine.programs.last("iris").launch().program().arguments())
                .contains("--storage_uri=file:///home/ada/models/iris/1");
    }

    @Test
    void aDeletedServiceStaysAway() throws IOException {
        ready("1", "");

        assertThat(machine.platform().delete(FakeMachine.IRIS)).isPresent();
        machine.loop.pass(Duration.ofSeconds(5));
        assertThat(machine.programs.alive()).isEmpty();
        machine.start();

        assertThat(machine.platform().find(FakeMachine.IRIS)).isEmpty();
        assertThat(machine.platform().delete(FakeMachine.IRIS)).isEmpty();
    }

    @Test
    void aFileThatIsTornIsPutAsideAndAllElseComesBack() throws IOException {
        ready("1", "");
        machine.apply(RolloutTest.iris("1", "").replace("name: iris", "name: other"));
        Path torn = state.resolve("resources/InferenceService/default/other.json");
        String whole = Files.readString(torn);
        Files.writeString(torn, whole.substring(0, whole.length() / 2));

        machine.start();

        assertThat(machine.platform().find(FakeMachine.IRIS)).isPresent();
        assertThat(machine.platform().list("InferenceService", "")).hasSize(1);
        assertThat(state.resolve("set-aside/InferenceService-default-other.json"))
                .hasContent(whole.substring(0, whole.length() / 2));
    }

    @Test
    void aWriteThatWasNotFinishedLeavesWhatWasThereBefore() throws IOException {
        ready("1", "");
        Files.writeString(
                state.resolve("resources/InferenceService/default/iris.json.unfinished"), "{");

        machine.start();

        assertThat(machine.platform().find(FakeMachine.IRIS)).isPresent();
        assertThat(state.resolve("set-aside/InferenceService-default-iris.json.unfinished"))
                .hasContent("{");
    }

    @Test
    void twoPlatformsOnOneFolderRefuseEachOther() {
        assertThatThrownBy(() -> StateFolder.open(state))
                .isInstanceOf(StateInUseException.class)
                .hasMessageContaining(state.toString())
                .hasMessageContaining("process " + ProcessHandle.current().pid());
    }

    @Test
    void credentialsAreKeptForTheirOwnerAlone() throws IOException {
        machine.apply(
                """
                apiVersion: v1
                kind: Secret
                metadata:
                  name: storage-config
                stringData:
                  key: value
                """);

        machine.start();

        ResourceKey key = new ResourceKey("Secret", "default", "storage-config");
        assertThat(machine.platform().find(key)).isPresent();
        assertThat(
                        Files.getPosixFilePermissions(
                                state.resolve("resources/Secret/default/storage-config.json")))
                .hasToString("[OWNER_READ, OWNER_WRITE]");
    }

    @Test
    void aNameThatLeadsOutOfTheFolderIsRefused() {
        var outcome =
                machine.apply(
                        """
                        apiVersion: v1
                        kind: ConfigMap
                        metadata:
                          name: ../../outside
                        """);

        assertThat(outcome)
                .isInstanceOfSatisfying(
                        ApplyOutcome.Refused.class,
                        refused ->
                                assertThat(refused.message())
                                        .startsWith("metadata.name is '../../outside', expected"));
    }

    private void ready(String version, String field) {
        machine.apply(RolloutTest.iris(version, field));
        machine.programs.last("iris").becomeReady();
    }
}
