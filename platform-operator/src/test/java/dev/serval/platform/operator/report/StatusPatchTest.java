package dev.serval.platform.operator.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serval.platform.api.trained.TrainedModel;
import dev.serval.platform.api.trained.TrainedModelStatus;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StatusPatchTest {
    private static final TrainedModelStatus FIRST = status(1);

    @Test
    void hasTheNameAndTheStatusAndNothingElse() {
        TrainedModel expected = new TrainedModel();
        expected.setMetadata(
                new ObjectMetaBuilder().withNamespace("models").withName("iris").build());
        expected.setStatus(FIRST);

        assertThat(StatusPatch.of(iris(), FIRST, new TrainedModel())).isEqualTo(expected);
    }

    @Test
    void isWrittenWhereTheStatusIsNew() {
        TrainedModel unreported = iris();
        TrainedModel reported = iris();
        reported.setStatus(FIRST);

        assertThat(StatusPatch.whereNew(unreported, FIRST, new TrainedModel()).isPatchStatus())
                .isTrue();
        assertThat(StatusPatch.whereNew(reported, status(2), new TrainedModel()).isPatchStatus())
                .isTrue();
        assertThat(StatusPatch.whereNew(reported, status(1), new TrainedModel()).isNoUpdate())
                .isTrue();
    }

    private static TrainedModel iris() {
        TrainedModel model = new TrainedModel();
        model.setMetadata(
                new ObjectMetaBuilder()
                        .withNamespace("models")
                        .withName("iris")
                        .withResourceVersion("7")
                        .addToLabels("team", "blue")
                        .build());
        return model;
    }

    private static TrainedModelStatus status(long generation) {
        return new TrainedModelStatus(List.of(), Map.of(), generation, null, null, Map.of());
    }
}
