package dev.serval.platform.operator.knative;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serval.platform.plan.status.ContainerState;
import dev.serval.platform.plan.status.PodObservation;
import io.fabric8.kubernetes.api.model.ContainerStatusBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodCondition;
import io.fabric8.kubernetes.api.model.PodConditionBuilder;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Pods in the states that a model brings them into.
class PodReadingTest {
    @Test
    void aContainerThatIsStartedAgainHasFailedWithItsLastWords() {
        Pod pod =
                pod(
                        new ContainerStatusBuilder()
                                .withName("kserve-container")
                                .withNewState()
                                .withNewWaiting("crash looping", "CrashLoopBackOff")
                                .endState()
                                .withNewLastState()
                                .withNewTerminated()
                                .withExitCode(1)
                                .withMessage("model 'iris': the file is truncated\n")
                                .endTerminated()
                                .endLastState());

        assertThat(PodReading.of(pod).main())
                .isEqualTo(new ContainerState.Failed("model 'iris': the file is truncated", 1));
    }

    @Test
    void aContainerThatWorksAgainHasNotFailed() {
        Pod pod = pod(startedAgain().withReady(true));
        pod.getStatus().setConditions(List.of(ready("True")));

        assertThat(PodReading.of(pod).main()).isEqualTo(new ContainerState.Running());
    }

    @Test
    void aContainerThatIsOnlyStartedAgainHasFailedThoughItHasNoProbeOfItsOwn() {
        Pod pod = pod(startedAgain().withReady(true));
        pod.getStatus().setConditions(List.of(ready("False")));

        assertThat(PodReading.of(pod).main())
                .isEqualTo(new ContainerState.Failed("no such file", 1));
    }

    @Test
    void whatTheSchedulerAndTheKubeletWriteIntoAPodIsNothingNewUntilItsContainersChange() {
        Pod waiting = pod(new ContainerStatusBuilder().withName("kserve-container"));
        Pod scheduled = new PodBuilder(waiting).editSpec().withNodeName("one").endSpec().build();
        scheduled.getMetadata().setResourceVersion("2");
        scheduled.getStatus().setPodIP("10.0.0.1");
        scheduled
                .getStatus()
                .setConditions(
                        List.of(
                                new PodConditionBuilder()
                                        .withType("PodScheduled")
                                        .withStatus("True")
                                        .build()));
        Pod running = pod(startedAgain());
        Pod ready = pod(startedAgain());
        ready.getStatus().setConditions(List.of(ready("True")));
        Pod relabelled =
                new PodBuilder(waiting).editMetadata().addToLabels("a", "b").endMetadata().build();

        assertThat(PodReading.differs(scheduled, waiting)).isFalse();
        assertThat(PodReading.differs(running, waiting)).isTrue();
        assertThat(PodReading.differs(ready, running)).isTrue();
        assertThat(PodReading.differs(relabelled, waiting)).isTrue();
    }

    private static PodCondition ready(String status) {
        return new PodConditionBuilder().withType("Ready").withStatus(status).build();
    }

    private static ContainerStatusBuilder startedAgain() {
        return new ContainerStatusBuilder()
                .withName("kserve-container")
                .withNewState()
                .withNewRunning()
                .endRunning()
                .endState()
                .withNewLastState()
                .withNewTerminated()
                .withExitCode(1)
                .withMessage("no such file")
                .endTerminated()
                .endLastState();
    }

    @Test
    void anEndWithoutAMessageIsToldByItsReason() {
        Pod pod =
                pod(
                        new ContainerStatusBuilder()
                                .withName("kserve-container")
                                .withNewState()
                                .withNewTerminated()
                                .withExitCode(137)
                                .withReason("OOMKilled")
                                .endTerminated()
                                .endState());

        assertThat(PodReading.of(pod).main())
                .isEqualTo(new ContainerState.Failed("OOMKilled", 137));
    }

    @Test
    void aPodThatIsNotScheduledYetIsNeitherReadyNorFailed() {
        Pod pod =
                new PodBuilder()
                        .withNewMetadata()
                        .withName("iris-1")
                        .withCreationTimestamp("2026-01-01T00:00:00Z")
                        .endMetadata()
                        .build();

        assertThat(PodReading.of(pod))
                .isEqualTo(new PodObservation("iris-1", "2026-01-01T00:00:00Z", false, null, null));
    }

    private static Pod pod(ContainerStatusBuilder container) {
        return new PodBuilder()
                .withNewMetadata()
                .withName("iris-1")
                .withCreationTimestamp("2026-01-01T00:00:00Z")
                .endMetadata()
                .withNewStatus()
                .withContainerStatuses(container.build())
                .endStatus()
                .build();
    }
}
