package dev.serval.explainer.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.serval.explainer.fake.TestTask;
import dev.serval.explainer.method.Explanation.Anchor;
import dev.serval.explainer.method.Explanation.Condition;
import dev.serval.inference.failure.InvalidInput;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AnchorTextTest {
    private static final int WORDS = 12;

    private static TestTask task() {
        double[] all = new double[WORDS];
        Arrays.fill(all, 1);
        return TestTask.of(AnchorTextTest::mood, all);
    }

    /// The words 2 and 7 together decide; without them, all words vote.
    private static double[] mood(double[] there) {
        double votes = Arrays.stream(there).sum() / WORDS;
        double yes = there[2] * there[7] > 0 ? 0.9 : votes > 0.7 ? 0.6 : 0.2;
        return new double[] {1 - yes, yes};
    }

    private static List<Integer> words(Anchor found) {
        return found.conditions().stream()
                .map(condition -> ((Condition.Word) condition).word())
                .toList();
    }

    @Test
    void theWordsThatDecideAreTheAnchor() {
        Anchor found = (Anchor) task().explain(new AnchorText());

        assertThat(words(found)).containsExactly(2, 7);
        assertThat(found.output()).isEqualTo(1);
        assertThat(found.precisionLowerBound()).isGreaterThan(0.95);
        assertThat(found.coverage()).isCloseTo(0.25, within(1e-12));
        assertThat(found.findings().complete()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void thePrecisionHoldsOnTextsThatTheSearchNeverSaw(long seed) {
        Anchor found = (Anchor) task().seed(seed).explain(new AnchorText());

        RandomGenerator random = TestTask.random(1000 + seed);
        int right = 0;
        int unseen = 20_000;
        for (int i = 0; i < unseen; i++) {
            double[] there = new double[WORDS];
            Arrays.setAll(there, _ -> random.nextBoolean() ? 1 : 0);
            words(found).forEach(word -> there[word] = 1);
            right += mood(there)[1] > 0.5 ? 1 : 0;
        }
        assertThat(right / (double) unseen).isGreaterThan(found.precisionLowerBound() - 0.005);
    }

    @Test
    void refusesABudgetThatIsTooSmallForItsWords() {
        assertThatThrownBy(() -> task().budget(1000).explain(new AnchorText()))
                .isInstanceOf(InvalidInput.class)
                .hasMessageContaining(
                        "method 'anchor_text' with 12 words needs at least 1401 predicted rows");
    }
}
