package dev.serval.platform.local.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.serval.platform.local.control.ReplicaView;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The platform with real processes.
@Timeout(120)
class RealProcessTest {
    private static final Duration LONG = Duration.ofSeconds(60);

    private static final String BESIDE =
            "containers: [{name: transformer-container, image: serval/transformer:1}]";

    @TempDir Path state;

    @Test
    void replicasAnswerAndAreGoneWhenThePlatformIsClosed() throws Exception {
        long pid;
        try (RealMachine machine = new RealMachine(state)) {
            machine.apply(RolloutTest.iris("1", ""));
            assertThat(new EchoClient(machine.routes).call()).endsWith("iris/1");
            await().atMost(LONG).until(machine::isReady);
            pid = machine.replicas().getFirst().pid();
            assertThat(Files.readString(machine.replicas().getFirst().log()))
                    .contains("serving file://" + state.resolve("models/iris/1"));
            String startup =
                    "ready in \\d+ ms: spawn \\d+ ms, start \\d+ ms, model \\d+ ms, first answer .+ ms";
            await().atMost(LONG)
                    .untilAsserted(() ->
                            assertThat(machine.replicas().getFirst().startup()).matches(startup));
        }
        assertThat(ProcessHandle.of(pid).filter(ProcessHandle::isAlive)).isEmpty();
    }

    @Test
    void ofADeletedServiceNeitherProcessNorLogIsLeft() throws Exception {
        try (RealMachine machine = new RealMachine(state)) {
            machine.apply(RolloutTest.iris("1", ""));
            await().atMost(LONG).until(machine::isReady);
            ReplicaView replica = machine.replicas().getFirst();

            machine.platform.delete(FakeMachine.IRIS);

            await().atMost(LONG).until(() -> Files.notExists(replica.log()));
            assertThat(ProcessHandle.of(replica.pid()).filter(ProcessHandle::isAlive)).isEmpty();
        }
    }

    @Test
    void aReplicaThatIsKilledIsReplaced() throws Exception {
        try (RealMachine machine = new RealMachine(state)) {
            machine.apply(RolloutTest.iris("1", ""));
            await().atMost(LONG).until(machine::isReady);
            long pid = machine.replicas().getFirst().pid();

            ProcessHandle.of(pid).orElseThrow().destroyForcibly();

            await().atMost(LONG)
                    .until(() ->
                            machine.replicas().stream()
                                    .anyMatch(it -> it.state().equals("ready") && it.pid() != pid));
            assertThat(new EchoClient(machine.routes).call()).endsWith("iris/1");
        }
    }

    @Test
    void aTransformerInThePodAnswersForItsPredictorAndIsReplacedTogetherWithIt() throws Exception {
        try (RealMachine machine = new RealMachine(state)) {
            machine.apply(RolloutTest.iris("1", BESIDE));
            await().atMost(LONG).until(machine::isReady);
            assertThat(new EchoClient(machine.routes).call())
                    .isEqualTo("transformed file://" + state.resolve("models/iris/1"));
            List<ProcessHandle> first = children();
            assertThat(first).hasSize(2);

            long predictor =
                    first.stream()
                            .mapToLong(ProcessHandle::pid)
                            .filter(pid -> pid != machine.replicas().getFirst().pid())
                            .findFirst()
                            .orElseThrow();
            ProcessHandle.of(predictor).orElseThrow().destroyForcibly();

            await().atMost(LONG).until(() -> first.stream().noneMatch(ProcessHandle::isAlive));
            await().atMost(LONG).until(() -> machine.replicas().getFirst().state().equals("ready"));
            assertThat(new EchoClient(machine.routes).call()).startsWith("transformed ");
        }
        await().atMost(LONG).until(() -> children().isEmpty());
    }

    private static List<ProcessHandle> children() {
        return ProcessHandle.current().children().filter(ProcessHandle::isAlive).toList();
    }

    @Test
    void aServiceGoesToZeroAndOneColdStartAnswersManyCalls() throws Exception {
        try (RealMachine machine = new RealMachine(state);
                ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            machine.apply(RolloutTest.iris("1", "minReplicas: 0\n    scaleTarget: 1000"));
            await().atMost(LONG).until(machine::isReady);
            await().atMost(LONG).until(() -> machine.replicas().isEmpty());
            EchoClient client = new EchoClient(machine.routes);

            List<Future<String>> answers = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
                answers.add(callers.submit(client::call));
            }

            for (Future<String> answer : answers) {
                assertThat(answer.get()).endsWith("iris/1");
            }
            assertThat(machine.replicas()).hasSize(1);
            await().atMost(LONG).until(() -> machine.replicas().isEmpty());
        }
    }

    @Test
    void threeChangesUnderLoadLoseNoCall() throws Exception {
        try (RealMachine machine = new RealMachine(state);
                ExecutorService callers = Executors.newFixedThreadPool(4)) {
            machine.apply(RolloutTest.iris("1", ""));
            await().atMost(LONG).until(machine::isReady);
            EchoClient client = new EchoClient(machine.routes);
            AtomicBoolean goesOn = new AtomicBoolean(true);
            AtomicInteger calls = new AtomicInteger();
            Set<String> answers = ConcurrentHashMap.newKeySet();
            List<Future<?>> load = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                load.add(
                        callers.submit(() -> {
                            while (goesOn.get()) {
                                answers.add(client.call());
                                calls.incrementAndGet();
                            }
                            return null;
                        }));
            }

            for (String version : List.of("2", "3", "4")) {
                machine.apply(RolloutTest.iris(version, ""));
                await().atMost(LONG)
                        .until(() ->
                                answers.stream().anyMatch(it -> it.endsWith("iris/" + version)));
            }
            await().atMost(LONG).until(() -> machine.replicas().size() <= 2);
            goesOn.set(false);

            for (Future<?> caller : load) {
                caller.get();
            }
            assertThat(calls.get()).isGreaterThan(100);
            assertThat(answers).hasSize(4);
        }
    }

    @Test
    void aPlatformThatIsKilledLeavesNoReplicaBehind() throws Exception {
        Process platform =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-cp",
                                System.getProperty("java.class.path"),
                                PlatformProcess.class.getName(),
                                state.toString())
                        .redirectError(state.resolve("platform.err").toFile())
                        .start();
        try {
            long replica = numberOfReplica(platform);
            assertThat(ProcessHandle.of(replica).filter(ProcessHandle::isAlive)).isPresent();

            platform.destroyForcibly().waitFor();

            await().atMost(LONG)
                    .until(() ->
                            ProcessHandle.of(replica).filter(ProcessHandle::isAlive).isEmpty());
        } finally {
            platform.destroyForcibly();
        }
    }

    private long numberOfReplica(Process platform) throws IOException {
        try (BufferedReader output = platform.inputReader()) {
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                if (line.startsWith("replica ")) {
                    return Long.parseLong(line.substring("replica ".length()));
                }
            }
        }
        throw new AssertionError(Files.readString(state.resolve("platform.err")));
    }
}
