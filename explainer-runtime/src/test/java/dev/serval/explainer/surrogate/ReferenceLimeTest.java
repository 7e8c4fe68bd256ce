package dev.serval.explainer.surrogate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serval.explainer.fake.Golden;
import dev.serval.explainer.fake.TestTask;
import dev.serval.explainer.method.Attribution;
import dev.serval.explainer.model.Rows;
import dev.serval.explainer.numeric.Quantiles;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Python's `lime.lime_tabular` at its own perturbations (`src/test/models/make_references.py`).
class ReferenceLimeTest {
    private static final JsonNode THEIRS = Golden.read("reference/lime_tabular.json");

    @Test
    void quartilesAreTheirs() {
        Rows background = Golden.rows(THEIRS.path("background"));

        for (int column = 0; column < background.width(); column++) {
            double[] ours = Quantiles.of(background.column(column), 0.25, 0.5, 0.75);
            double[] theirs = Golden.row(THEIRS.path("quartiles").path(column));
            assertThat(ours).containsExactly(theirs, within(1e-12));
        }
    }

    @Test
    void distancesAndTheLinearModelAreTheirs() {
        assertThat(THEIRS.path("asked")).hasSize(2);
        for (JsonNode asked : THEIRS.path("asked")) {
            Rows perturbations = Golden.rows(asked.path("perturbations"));
            int features = perturbations.width();
            Neighborhood neighborhood =
                    new QuartileNeighborhood(
                            Golden.row(asked.path("row")),
                            Golden.rows(THEIRS.path("background")),
                            TestTask.random(1));
            LocalSample sample = new LocalSample(features, 0.75 * Math.sqrt(features));
            for (int i = 0; i < perturbations.count(); i++) {
                double[] seen = perturbations.row(i);
                double distance = neighborhood.distance(seen);
                assertThat(distance)
                        .isCloseTo(asked.path("distances").path(i).asDouble(), within(1e-9));
                sample.add(seen, distance, new double[] {asked.path("answers").path(i).asDouble()});
            }

            List<Integer> all = IntStream.range(0, features).boxed().toList();
            RidgeFit fit = sample.fit(0, all, 1);

            Attribution ours = fit.attribution(0, sample, features);
            assertThat(ours.baseValue())
                    .isCloseTo(asked.path("intercept").asDouble(), within(1e-9));
            assertThat(fit.r2()).isCloseTo(asked.path("r2").asDouble(), within(1e-9));
            for (int feature = 0; feature < features; feature++) {
                assertThat(ours.values().get(feature))
                        .isCloseTo(asked.path("weights").path(feature).asDouble(), within(1e-9));
            }
        }
    }
}
