package dev.serval.explainer.surrogate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serval.explainer.fake.Golden;
import dev.serval.explainer.fake.TestTask;
import dev.serval.explainer.method.Attribution;
import dev.serval.explainer.method.Explanation.Attributions;
import dev.serval.explainer.model.Rows;
import dev.serval.explainer.parts.MaskedText;
import dev.serval.explainer.parts.MaskedText.Unit;
import dev.serval.inference.failure.InvalidInput;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LimeTextTest {
    private static final MaskedText REVIEW =
            MaskedText.of(
                    "A wonderful cast, a dull story and a terrible ending: see it for the cast.",
                    Unit.WORD,
                    "");

    /// Two words count for it and two against it, whatever else the text says.
    private static double[] sentiment(String text) {
        double sum = text.contains("wonderful") ? 1.5 : 0;
        sum += text.contains("cast") ? 0.5 : 0;
        sum -= text.contains("dull") ? 0.75 : 0;
        sum -= text.contains("terrible") ? 1.25 : 0;
        return new double[] {1 / (1 + Math.exp(-sum))};
    }

    private static TestTask task() {
        double[] all = new double[REVIEW.words().size()];
        Arrays.fill(all, 1);
        return TestTask.of(row -> sentiment(REVIEW.with(Rows.of(row), 0)), all);
    }

    private static List<String> strongest(Attribution found, int count) {
        return IntStream.range(0, found.values().size())
                .boxed()
                .sorted((left, right) ->
                        Double.compare(
                                Math.abs(found.values().get(right)),
                                Math.abs(found.values().get(left))))
                .limit(count)
                .map(word -> REVIEW.words().get(word).name())
                .toList();
    }

    @Test
    void thePlantedWordsAreFoundWithTheirSigns() {
        Attributions found = task().attributions(new LimeText());

        Attribution values = found.outputs().getFirst();
        assertThat(strongest(values, 4)).containsExactly("wonderful", "terrible", "dull", "cast");
        assertThat(values.values().get(word("wonderful"))).isPositive();
        assertThat(values.values().get(word("terrible"))).isNegative();
        assertThat(values.values().get(word("dull"))).isNegative();
        assertThat(Math.abs(values.values().get(word("ending")))).isLessThan(0.02);
        assertThat(found.findings().measures().get("r2")).isGreaterThan(0.9);
        assertThat(found.findings().complete()).isTrue();
    }

    private static int word(String name) {
        return REVIEW.words().stream().map(MaskedText.Word::name).toList().indexOf(name);
    }

    @Test
    void theSameSeedFindsTheSameAndAnotherNearlyTheSame() {
        Attribution first = task().seed(3).first(new LimeText());
        Attribution again = task().seed(3).first(new LimeText());
        Attribution other = task().seed(4).first(new LimeText());

        assertThat(again).isEqualTo(first);
        assertThat(other).isNotEqualTo(first);
        assertThat(other.values().get(word("wonderful")))
                .isCloseTo(first.values().get(word("wonderful")), within(0.03));
    }

    @Test
    void endsWithTheBudgetAndSaysSo() {
        TestTask task = task().budget(300);

        Attributions found = task.attributions(new LimeText());

        assertThat(task.rowsPredicted()).isEqualTo(300);
        assertThat(found.findings().complete()).isFalse();
        assertThatThrownBy(() -> task().budget(5).explain(new LimeText()))
                .isInstanceOf(InvalidInput.class)
                .hasMessageContaining("method 'lime_text' needs at least 10 predicted rows");
    }

    /// Python's `lime.lime_text` at its own perturbations (`src/test/models/make_references.py`).
    @Test
    void theLinearModelIsThatOfThePythonLibrary() {
        JsonNode theirs = Golden.read("reference/lime_text.json");
        Rows perturbations = Golden.rows(theirs.path("perturbations"));
        int words = perturbations.width();
        LocalSample sample = new LocalSample(words, 0.25);
        for (int i = 0; i < perturbations.count(); i++) {
            double kept = Arrays.stream(perturbations.row(i)).sum();
            double distance = 1 - Math.sqrt(kept / words);
            assertThat(100 * distance)
                    .isCloseTo(theirs.path("distances").path(i).asDouble(), within(1e-6));
            sample.add(
                    perturbations.row(i),
                    distance,
                    new double[] {theirs.path("answers").path(i).asDouble()});
        }

        RidgeFit fit = sample.fit(0, IntStream.range(0, words).boxed().toList(), 1);

        Attribution ours = fit.attribution(0, sample, words);
        assertThat(ours.baseValue()).isCloseTo(theirs.path("intercept").asDouble(), within(1e-9));
        assertThat(fit.r2()).isCloseTo(theirs.path("r2").asDouble(), within(1e-9));
        for (int word = 0; word < words; word++) {
            assertThat(ours.values().get(word))
                    .isCloseTo(theirs.path("weights").path(word).asDouble(), within(1e-9));
        }
    }
}
