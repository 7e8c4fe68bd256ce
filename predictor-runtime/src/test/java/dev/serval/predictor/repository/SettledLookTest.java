package dev.serval.predictor.repository;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serval.inference.model.ModelName;
import dev.serval.predictor.fake.ModelFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettledLookTest {
    private static final ModelName IRIS = new ModelName("iris");
    private static final Duration QUIET = Duration.ofSeconds(10);

    @TempDir Path root;
    private ModelFiles files;
    private final List<Duration> pauses = new ArrayList<>();

    @BeforeEach
    void copyAModel() {
        files = new ModelFiles(root);
        files.version("iris", "1", "answer 1");
    }

    @Test
    void takesFilesThatHaveNotChangedForAWhileAtOnce() throws Exception {
        assertThat(look(Instant.now().plus(QUIET).plusSeconds(1), _ -> {})).isEqualTo(now());
        assertThat(pauses).isEmpty();
    }

    @Test
    void looksAgainAtFilesThatHaveJustChanged() throws Exception {
        assertThat(look(Instant.now().plusSeconds(4), _ -> {})).isEqualTo(now());
        assertThat(pauses).isNotEmpty().allMatch(pause -> pause.compareTo(QUIET) < 0);
    }

    @Test
    void waitsUntilCopyingHasEnded() throws Exception {
        Optional<FoundModel> found =
                look(
                        Instant.now(),
                        pause -> {
                            if (pause <= 3) {
                                files.write("iris/1/part-" + pause, "more");
                            }
                        });
        assertThat(found).isEqualTo(now());
        assertThat(pauses).isNotEmpty();
    }

    @Test
    void takesFilesFromTheFutureThatTwoLooksFindTheSame() throws Exception {
        assertThat(look(Instant.EPOCH, _ -> {})).isEqualTo(now());
        assertThat(pauses).containsExactly(QUIET);
    }

    @Test
    void givesUpOnFilesThatNeverCeaseToChange() throws Exception {
        Optional<FoundModel> found =
                look(Instant.EPOCH, pause -> files.write("iris/1/log-" + pause, "more"));
        assertThat(found)
                .contains(
                        new FoundModel.Broken(
                                IRIS,
                                "its files are still changing, expected none to change for"
                                        + " 10000 ms",
                                false));
    }

    @Test
    void doesNotWaitForAModelThatIsNotThereOrBroken() throws Exception {
        files.write("iris/model.yaml", "no: such");
        assertThat(look(Instant.EPOCH, _ -> {}).orElseThrow())
                .isInstanceOf(FoundModel.Broken.class);
        files.delete("iris");
        assertThat(look(Instant.EPOCH, _ -> {})).isEmpty();
        assertThat(pauses).isEmpty();
    }

    private interface Meanwhile {
        void happens(int pause);
    }

    /// A look whose clock begins there and moves with each pause.
    private Optional<FoundModel> look(Instant start, Meanwhile meanwhile) throws Exception {
        Instant[] time = {start};
        Clock clock = ((InstantSource) () -> time[0]).withZone(ZoneOffset.UTC);
        return new SettledLook(
                        new VersionedRepository(root),
                        QUIET,
                        clock,
                        pause -> {
                            pauses.add(pause);
                            time[0] = time[0].plus(pause);
                            meanwhile.happens(pauses.size());
                        })
                .at(IRIS);
    }

    private Optional<FoundModel> now() throws IOException {
        return new VersionedRepository(root).look(IRIS);
    }
}
