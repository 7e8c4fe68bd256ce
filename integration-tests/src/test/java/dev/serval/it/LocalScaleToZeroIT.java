package dev.serval.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A service that nobody calls has no replica, and a hundred first calls start one.
class LocalScaleToZeroIT {
    private static final Map<String, String> SHORT_WINDOWS =
            Map.of(
                    "SERVAL_LOCAL_SCALING_STABLE_WINDOW", "4s",
                    "SERVAL_LOCAL_SCALING_SCALE_TO_ZERO_GRACE", "1s",
                    "SERVAL_LOCAL_SCALING_TICK", "500ms");
    private static final int CALLS = 100;

    @TempDir Path folder;

    @Test
    void goesToZeroAndIsWokenOnceForAHundredCalls() throws Exception {
        Path table = folder.resolve("table");
        try (LocalPlatform platform =
                        LocalPlatform.run(
                                SHORT_WINDOWS,
                                Checkout.file("examples/scale-to-zero/iris.yaml").toString());
                LocalCalls calls = new LocalCalls(platform)) {
            platform.awaitReady("iris");
            Process watch = platform.start(table, "get", "-w");
            awaitReplicas(table, 1, 0);
            Awaitility.await()
                    .atMost(LocalPlatform.PATIENCE)
                    .untilAsserted(() -> assertThat(platform.children()).isEmpty());
            long before = System.nanoTime();

            List<HttpResponse<String>> answers = calls.together(CALLS);

            long millis = Duration.ofNanos(System.nanoTime() - before).toMillis();
            System.err.printf("%d first calls were answered within %d ms.%n", CALLS, millis);
            assertThat(answers).hasSize(CALLS).allMatch(answer -> answer.statusCode() == 200);
            assertThat(platform.replicas("iris")).hasSize(1);
            awaitReplicas(table, 1, 0, 1, 0);
            watch.destroy();
        }
    }

    private static void awaitReplicas(Path table, Integer... counts) {
        Awaitility.await()
                .atMost(LocalPlatform.PATIENCE)
                .untilAsserted(() -> assertThat(replicas(table)).containsSubsequence(counts));
    }

    /// The column of replicas of a table that grows, each count once in a row.
    private static List<Integer> replicas(Path table) throws IOException {
        List<String> lines = Files.readAllLines(table);
        List<Integer> counts = new ArrayList<>();
        if (lines.isEmpty()) {
            return counts;
        }
        int column = lines.getFirst().indexOf("REPLICAS");
        for (String line : lines.subList(1, lines.size())) {
            int count = Integer.parseInt(line.substring(column, column + 3).strip());
            if (counts.isEmpty() || counts.getLast() != count) {
                counts.add(count);
            }
        }
        return counts;
    }
}
