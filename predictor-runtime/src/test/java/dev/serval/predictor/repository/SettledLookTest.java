package dev.serval.predictor.repository;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serval.inference.engine.ModelDirectory;
import dev.serval.inference.model.ModelName;
import dev.serval.inference.model.ModelVersion;
import dev.serval.predictor.configuration.ModelSettings;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// Looks at files whose times are this test's own, on a clock that moves only with its pauses.
class SettledLookTest {
    private static final ModelName IRIS = new ModelName("iris");
    private static final Duration QUIET = Duration.ofSeconds(10);
    private static final Instant COPIED = Instant.parse("2026-01-02T03:04:05Z");

    private final ModelFolder folder = new ModelFolder();
    private final List<Duration> pauses = new ArrayList<>();
    private Instant time = COPIED;

    @Test
    void takesFilesThatHaveNotChangedForAWhileAtOnce() throws Exception {
        time = COPIED.plus(QUIET);
        assertThat(look()).isEqualTo(folder.look(IRIS));
        assertThat(pauses).isEmpty();
    }

    @Test
    void doesNotWaitForFilesThatAppearedWhole() throws Exception {
        time = COPIED;
        folder.isWhole = true;
        assertThat(look()).isEqualTo(folder.look(IRIS));
        assertThat(pauses).isEmpty();
    }

    @Test
    void looksAgainAtFilesThatHaveJustChangedWhenTheyMayHaveSettled() throws Exception {
        time = COPIED.plusSeconds(4);
        assertThat(look()).isEqualTo(folder.look(IRIS));
        assertThat(pauses).containsExactly(Duration.ofSeconds(6));
    }

    @Test
    void waitsUntilCopyingHasEnded() throws Exception {
        time = COPIED.plusSeconds(4);
        Optional<FoundModel> found =
                look(pause -> {
                    if (pause <= 3) {
                        folder.write("part-" + pause, time.minusSeconds(1));
                    }
                });
        assertThat(found).isEqualTo(folder.look(IRIS));
        assertThat(folder.stamps).hasSize(4);
        assertThat(pauses)
                .containsExactly(
                        Duration.ofSeconds(6),
                        Duration.ofSeconds(9),
                        Duration.ofSeconds(9),
                        Duration.ofSeconds(9));
    }

    @Test
    void takesFilesFromTheFutureThatTwoLooksFindTheSame() throws Exception {
        time = Instant.EPOCH;
        assertThat(look()).isEqualTo(folder.look(IRIS));
        assertThat(pauses).containsExactly(QUIET);
    }

    @Test
    void looksAThirdTimeAtFilesFromTheFutureThatDiffer() throws Exception {
        time = Instant.EPOCH;
        Optional<FoundModel> found =
                look(pause -> {
                    if (pause == 1) {
                        folder.write("late", COPIED);
                    }
                });
        assertThat(found).isEqualTo(folder.look(IRIS));
        assertThat(pauses).containsExactly(QUIET, QUIET);
    }

    @Test
    void givesUpOnFilesThatNeverCeaseToChange() throws Exception {
        assertThat(look(pause -> folder.write("log-" + pause, time)))
                .contains(
                        new FoundModel.Broken(
                                IRIS,
                                "its files are still changing, expected none to change for"
                                        + " 10000 ms",
                                false));
    }

    @Test
    void doesNotWaitForAModelThatIsNotThereOrBroken() throws Exception {
        FoundModel broken = new FoundModel.Broken(IRIS, "no settings", false);
        folder.instead = Optional.of(broken);
        assertThat(look()).contains(broken);
        folder.instead = Optional.empty();
        assertThat(look()).isEmpty();
        assertThat(pauses).isEmpty();
    }

    private interface Meanwhile {
        void happens(int pause);
    }

    private Optional<FoundModel> look() throws Exception {
        return look(_ -> {});
    }

    private Optional<FoundModel> look(Meanwhile meanwhile) throws Exception {
        Clock clock = ((InstantSource) () -> time).withZone(ZoneOffset.UTC);
        return new SettledLook(
                        folder,
                        QUIET,
                        clock,
                        pause -> {
                            pauses.add(pause);
                            time = time.plus(pause);
                            meanwhile.happens(pauses.size());
                        })
                .at(IRIS);
    }

    /// A repository of one model with one version, whose files are what a test says they are.
    private static final class ModelFolder implements ModelRepository {
        private static final Path PATH = Path.of("models", "iris");

        private final List<FileStamp> stamps = new ArrayList<>();
        private Optional<FoundModel> instead = Optional.of(servable());
        private boolean isWhole;

        ModelFolder() {
            write("model.onnx", COPIED);
        }

        void write(String file, Instant changed) {
            stamps.add(new FileStamp(file, 1, changed));
            instead = Optional.of(servable());
        }

        private FoundModel servable() {
            FoundVersion files =
                    new FoundVersion.Files(
                            new ModelDirectory(PATH.resolve("1")), new Fingerprint(stamps));
            return new FoundModel.Servable(
                    IRIS,
                    PATH,
                    ModelSettings.DEFAULT,
                    new TreeMap<>(Map.of(new ModelVersion(1), files)),
                    List.of());
        }

        @Override
        public SortedMap<ModelName, FoundModel> look() {
            return new TreeMap<>(instead.map(model -> Map.of(IRIS, model)).orElseGet(Map::of));
        }

        @Override
        public Optional<FoundModel> look(ModelName name) {
            return instead;
        }

        @Override
        public boolean isWhole() {
            return isWhole;
        }
    }
}
