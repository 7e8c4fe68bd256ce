package dev.serval.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Load on a service that has no pod, until it has several, and back: every call is answered.
@OnCluster
@Timeout(900)
class ClusterLoadIT {
    private static final String INPUT = "{\"instances\": [[5.1, 3.5, 1.4, 0.2]]}";
    private static final int CALLERS = 8;
    private static final int MOST_CALLS = 50_000;

    @Test
    void fromZeroToSeveralPodsAndBackWithoutAFailedCall(Cluster cluster) throws Exception {
        cluster.serve(
                "loaded",
                "iris.onnx",
                "{minReplicas: 0, maxReplicas: 3, containerConcurrency: 1, annotations:"
                        + " {autoscaling.knative.dev/window: 6s}}");
        cluster.awaitNoPods("loaded");

        long answered = callUntilThereAreTwoPods(cluster);

        await().atMost(Cluster.PATIENCE)
                .pollInterval(Duration.ofMillis(50))
                .until(() -> {
                    assertThat(call(cluster)).isEqualTo(200);
                    return cluster.pods("loaded") == 1;
                });
        cluster.awaitNoPods("loaded");
        assertThat(call(cluster)).isEqualTo(200);
        System.err.printf(
                "%d calls by %d callers from zero to two pods and back, and none failed%n",
                answered, CALLERS);
    }

    private static long callUntilThereAreTwoPods(Cluster cluster) throws Exception {
        AtomicBoolean isEnough = new AtomicBoolean();
        AtomicLong calls = new AtomicLong();
        Callable<Void> caller =
                () -> {
                    while (!isEnough.get() && calls.incrementAndGet() < MOST_CALLS) {
                        assertThat(call(cluster)).isEqualTo(200);
                    }
                    return null;
                };
        try (ExecutorService callers = Executors.newFixedThreadPool(CALLERS)) {
            List<Future<Void>> running = new ArrayList<>();
            for (int i = 0; i < CALLERS; i++) {
                running.add(callers.submit(caller));
            }
            try {
                await().atMost(Cluster.PATIENCE)
                        .pollInterval(Duration.ofMillis(500))
                        .until(() -> readyPods(cluster) >= 2);
            } finally {
                isEnough.set(true);
            }
            for (Future<Void> each : running) {
                each.get();
            }
        }
        return calls.get();
    }

    private static int call(Cluster cluster) throws Exception {
        return cluster.predict("loaded", INPUT).statusCode();
    }

    private static long readyPods(Cluster cluster) throws Exception {
        return cluster.objectsOf(
                        "loaded",
                        "pods",
                        "jsonpath={range"
                                + " .items[*]}{.status.conditions[?(@.type=='Ready')].status}{'\\n'}{end}")
                .lines()
                .filter("True"::equals)
                .count();
    }
}
