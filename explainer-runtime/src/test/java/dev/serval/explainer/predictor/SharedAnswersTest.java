package dev.serval.explainer.predictor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serval.explainer.fake.TestTask;
import dev.serval.explainer.model.PredictionFunction;
import dev.serval.explainer.model.Rows;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SharedAnswersTest {
    private final List<Integer> asked = new ArrayList<>();
    private final PredictionFunction doubled =
            TestTask.byRow(row -> new double[] {2 * row[0], Double.NaN});
    private final Rows instances =
            Rows.of(new double[] {1, 2}, new double[] {3, Double.NaN}, new double[] {5, 6});
    private final Rows background = TestTask.normal(4, 2, 1);
    private final SharedAnswers shared =
            new SharedAnswers(
                    rows -> {
                        asked.add(rows.count());
                        return doubled.predict(rows);
                    },
                    instances,
                    background);

    @Test
    void instancesAreAskedForTogetherAndOnce() {
        assertThat(shared.predict(Rows.of(new double[] {3, Double.NaN})).at(0, 0)).isEqualTo(6);
        assertThat(shared.predict(Rows.of(new double[] {5, 6})).at(0, 0)).isEqualTo(10);

        assertThat(asked).containsExactly(3);
    }

    @Test
    void theBackgroundIsAskedForOnce() {
        Rows first = shared.predict(background);
        Rows again = shared.predict(background);

        assertThat(again).isSameAs(first);
        assertThat(first.count()).isEqualTo(4);
        assertThat(asked).containsExactly(4);
    }

    @Test
    void allElseIsAskedForAsItIs() {
        Rows other = Rows.of(new double[] {7, 8});

        assertThat(shared.predict(other).at(0, 0)).isEqualTo(14);
        assertThat(shared.predict(instances).at(2, 0)).isEqualTo(10);
        assertThat(asked).containsExactly(1, 3);
    }
}
