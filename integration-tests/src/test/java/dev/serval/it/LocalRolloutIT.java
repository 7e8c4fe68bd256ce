package dev.serval.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Calls without a pause while a service changes: none is lost. `-Dserval.rollout.seconds=60` takes
/// its time, where the gate gives each step three seconds.
class LocalRolloutIT {
    private static final int CALLERS = 4;
    private static final int STEPS = 7;
    private static final Duration STEP =
            Duration.ofMillis(Integer.getInteger("serval.rollout.seconds", 21) * 1000L / STEPS);
    private static final String LINEAR = "0.9815794";

    @TempDir Path folder;

    @SuppressWarnings("NullAway.Init") // set by the test, which needs both to close
    private LocalPlatform platform;

    @SuppressWarnings("NullAway.Init")
    private LocalCalls calls;

    @Test
    void noCallIsLostThroughUpdatesACanaryAndAKilledReplica() throws Exception {
        try (LocalPlatform run = LocalPlatform.run("examples/canary/1-linear.yaml");
                LocalCalls called = new LocalCalls(run)) {
            platform = run;
            calls = called;
            platform.awaitReady("iris");
            calls.start(CALLERS);
            for (int round = 1; round <= 3; round++) {
                applyAndAwaitRevision(changed(round), "0000" + (round + 1));
            }
            assertThat(shareOfLinear()).isEqualTo(1);

            applyAndAwaitRevision("examples/canary/2-canary.yaml", "00005");
            assertThat(shareOfLinear()).isBetween(0.8, 0.98);

            applyAndAwaitTraffic("examples/canary/3-half.yaml", 50);
            assertThat(shareOfLinear()).isBetween(0.4, 0.6);

            applyAndAwaitTraffic("examples/canary/4-promoted.yaml", 100);
            assertThat(shareOfLinear()).isZero();
            assertThat(calls.failures()).isEmpty();

            killReplica();
            assertThat(shareOfLinear()).isZero();
            assertThat(calls.failures()).hasSizeLessThanOrEqualTo(CALLERS);
        }
    }

    /// The first model again, with an environment that makes another revision of it.
    private String changed(int round) throws IOException {
        String text =
                Files.readString(Checkout.file("examples/canary/1-linear.yaml"))
                        .replace("../repository", Checkout.file("examples/repository").toString())
                        .replace(
                                "    model:\n",
                                "    model:\n      env: [{name: ROUND, value: '%d'}]\n"
                                        .formatted(round));
        return Files.writeString(folder.resolve(round + ".yaml"), text).toString();
    }

    private void applyAndAwaitRevision(String file, String number) throws Exception {
        apply(file);
        await(() -> assertThat(predictor("latestReadyRevision").asText()).endsWith(number));
    }

    private void applyAndAwaitTraffic(String file, int percent) throws Exception {
        apply(file);
        await(() ->
                assertThat(predictor("traffic"))
                        .anySatisfy(target -> {
                            assertThat(target.path("latestRevision").asBoolean()).isTrue();
                            assertThat(target.path("percent").asInt()).isEqualTo(percent);
                        }));
    }

    private void apply(String file) throws Exception {
        LocalPlatform.Ran ran = platform.serval("apply", "-f", file);
        assertThat(ran.output()).as(ran.errors()).isEqualTo("inferenceservice/iris configured\n");
    }

    private JsonNode predictor(String field) throws IOException {
        return platform.service("iris").at("/status/components/predictor").path(field);
    }

    private static void await(ThrowingRunnable condition) {
        Awaitility.await().atMost(LocalPlatform.PATIENCE).untilAsserted(condition);
    }

    /// Which part of the answers of one step is the first model's.
    private double shareOfLinear() {
        calls.drain();
        long until = System.nanoTime() + STEP.toNanos();
        Awaitility.await().atMost(STEP.plusSeconds(60)).until(() -> System.nanoTime() > until);
        List<String> answers = calls.drain();
        assertThat(answers).as("answers within %s", STEP).hasSizeGreaterThan(50);
        return answers.stream().filter(answer -> answer.contains(LINEAR)).count()
                / (double) answers.size();
    }

    private void killReplica() throws Exception {
        long pid = platform.replicas("iris").path(0).path("pid").asLong();
        ProcessHandle replica = ProcessHandle.of(pid).orElseThrow();
        replica.destroyForcibly();
        replica.onExit().get();
        await(() -> {
            var replicas = platform.replicas("iris");
            assertThat(replicas.path(0).path("state").asText()).isEqualTo("ready");
            assertThat(replicas.path(0).path("pid").asLong()).isNotEqualTo(pid);
        });
    }
}
