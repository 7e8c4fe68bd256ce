package dev.serval.fetching.arrival;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.serval.inference.failure.InvalidInput;
import dev.serval.inference.failure.ModelNotReady;
import dev.serval.inference.model.ModelName;
import dev.serval.storage.source.StorageException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class ArrivalTest {
    private static final ModelName NAME = new ModelName("sums");

    private final CompletableFuture<List<String>> ended = new CompletableFuture<>();

    @Test
    void whatIsHereIsServedAtOnce() {
        try (Arrival<String> arrival = Arrival.of("pipeline")) {
            arrival.begin(ended::complete);
            assertThat(arrival.require(NAME)).isEqualTo("pipeline");
            assertThat(arrival.obstacle()).isEmpty();
        }
    }

    @Test
    void tellsHowFarItIsUntilItIsThere() {
        AtomicReference<String> progress = new AtomicReference<>("");
        CompletableFuture<String> coming = new CompletableFuture<>();
        try (Arrival<String> arrival = Arrival.by(coming::get, progress::get)) {
            assertThat(arrival.obstacle()).isEqualTo("Its files are being looked for.");
            arrival.begin(ended::complete);
            progress.set("Half of it is here.");
            assertThat(arrival.find()).isEmpty();
            assertThatThrownBy(() -> arrival.require(NAME))
                    .isInstanceOf(ModelNotReady.class)
                    .hasMessage("Model with name sums is not ready. Half of it is here.");
            coming.complete("pipeline");
            await().until(() -> arrival.find().isPresent());
            assertThat(arrival.obstacle()).isEmpty();
        }
    }

    @Test
    void endsTheProcessWithTheStoresOwnWords() throws Exception {
        Arrival<String> arrival =
                Arrival.by(
                        () -> {
                            throw new StorageException("storage URI 's3://a/b': it is not there");
                        },
                        () -> "");
        arrival.begin(ended::complete);
        assertThat(ended.get(10, TimeUnit.SECONDS))
                .containsExactly("storage URI 's3://a/b': it is not there");
        assertThat(arrival.obstacle()).isEqualTo("storage URI 's3://a/b': it is not there");
    }

    @Test
    void endsTheProcessWhenTheFilesAreWrong() throws Exception {
        Arrival.by(
                        () -> {
                            throw new InvalidInput("explainer.yaml has key 'metod'");
                        },
                        () -> "")
                .begin(ended::complete);
        assertThat(ended.get(10, TimeUnit.SECONDS))
                .containsExactly("explainer.yaml has key 'metod'");
    }

    @Test
    void endsTheProcessOverADefectWithoutWords() throws Exception {
        Arrival.by(
                        () -> {
                            throw new IllegalStateException();
                        },
                        () -> "")
                .begin(ended::complete);
        assertThat(ended.get(10, TimeUnit.SECONDS))
                .containsExactly("java.lang.IllegalStateException");
    }

    @Test
    void isNoFailureWhenTheProcessStopsMeanwhile() throws Exception {
        CountDownLatch interrupted = new CountDownLatch(1);
        Arrival<String> arrival =
                Arrival.by(
                        () -> {
                            try {
                                new CountDownLatch(1).await();
                            } finally {
                                interrupted.countDown();
                            }
                            return "";
                        },
                        () -> "");
        arrival.begin(ended::complete);
        arrival.close();
        assertThat(interrupted.await(10, TimeUnit.SECONDS)).isTrue();
        await().untilAsserted(() -> assertThat(arrival.obstacle()).contains("Interrupted"));
        assertThat(ended).isNotDone();
    }
}
