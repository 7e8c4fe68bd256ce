package dev.serval.predictor.batching;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serval.inference.failure.InvalidInput;
import dev.serval.inference.tensor.Shape;
import dev.serval.predictor.batching.SumModel.Behaviour;
import dev.serval.server.catalog.BatchingStatus.Reason;
import dev.serval.server.catalog.BatchingStatus.State;
import org.junit.jupiter.api.Test;

/// Models that cannot be merged, and how that is found out.
class BatchObstaclesTest extends BatcherFixture {
    @Test
    void turnsItselfOffWhenARunAnswersAnotherNumberOfRows() {
        model = new SumModel(Behaviour.ONE_ROW_OUT);
        Batcher batcher = always(8);
        Caller one = caller().asks(batcher, 1, 1);
        Caller two = caller().asks(batcher, 1, 2);
        threads.runAll();
        assertThat(one.sums()).containsExactly(1);
        assertThat(two.sums()).containsExactly(2);
        assertThat(batcher.status().reason()).isEqualTo(Reason.ROWS_DO_NOT_MATCH);
        assertThat(batcher.status().explanation())
                .isEqualTo("output 'sum' of a run of 2 rows has shape [1], expected 2 rows");
        assertThat(batcher.maxBatchSize()).isZero();
    }

    @Test
    void turnsItselfOffWhenMergedRunsFailAgainAndAgain() {
        model = new SumModel(Behaviour.ONE_ROW_ONLY);
        Batcher batcher = always(8);
        for (int i = 0; i < 3; i++) {
            Caller one = caller().asks(batcher, 1, 1);
            Caller two = caller().asks(batcher, 1, 2);
            threads.runAll();
            assertThat(one.sums()).containsExactly(1);
            assertThat(two.sums()).containsExactly(2);
        }
        assertThat(batcher.status().reason()).isEqualTo(Reason.MERGED_RUNS_FAIL);
        assertThat(batcher.status().explanation()).isEqualTo("a merged run failed: cannot reshape");
    }

    @Test
    void comparesMergedRunsWithTheirPartsBeforeItTrustsThem() {
        Batcher batcher = adaptiveAfterTheFirstWatch();
        Caller one = caller().asks(batcher, 1, 1);
        Caller two = caller().asks(batcher, 1, 2);
        threads.runAll();
        assertThat(model.runs).containsExactly(2, 1, 1);
        assertThat(one.sums()).containsExactly(1);
        assertThat(two.sums()).containsExactly(2);
        assertThat(batcher.status().state()).isEqualTo(State.TRYING);
    }

    @Test
    void turnsItselfOffWhereRowsDependOnEachOtherAndAnswersAsIfAlone() {
        model = new SumModel(Behaviour.ROWS_INTERACT);
        Batcher batcher = adaptiveAfterTheFirstWatch();
        Caller one = caller().asks(batcher, 1, 1);
        Caller two = caller().asks(batcher, 1, 5);
        threads.runAll();
        assertThat(one.sums()).containsExactly(0);
        assertThat(two.sums()).containsExactly(0);
        assertThat(batcher.status().reason()).isEqualTo(Reason.ROWS_DEPEND_ON_EACH_OTHER);
        assertThat(batcher.status().explanation())
                .isEqualTo("output 'sum' of a row depends on the rows beside it");
    }

    @Test
    void aBadRequestInAComparisonFailsAloneToo() {
        Batcher batcher = adaptiveAfterTheFirstWatch();
        Caller bad = caller().asks(batcher, 1, Float.NaN);
        Caller good = caller().asks(batcher, 1, 5);
        threads.runAll();
        assertThat(bad.failure()).isInstanceOf(InvalidInput.class);
        assertThat(good.sums()).containsExactly(5);
        assertThat(batcher.status().state()).isEqualTo(State.TRYING);
    }

    @Test
    void doesNotMergeWhereTheFirstDimensionIsFixed() {
        model = new SumModel(Behaviour.PLAIN, Shape.of(1, 4), Shape.of(-1));
        Batcher batcher = always(8);
        assertThat(batcher.status().reason()).isEqualTo(Reason.NO_BATCH_DIMENSION);
        assertThat(batcher.status().explanation())
                .isEqualTo(
                        "input 'x' has shape [1,4], expected its first dimension to be open (-1)");
        Caller caller = caller().asks(batcher, 4, 1, 2, 3, 4);
        assertThat(caller.sums()).containsExactly(10);
    }

    @Test
    void doesNotMergeWhereAnOutputHasNoRows() {
        model = new SumModel(Behaviour.PLAIN, Shape.of(-1, 4), Shape.scalar());
        assertThat(always(8).status().explanation()).startsWith("output 'sum' has shape []");
    }

    @Test
    void doesNotMergeWhereTheConfigurationSaysSo() {
        assertThat(always(1).status().reason()).isEqualTo(Reason.SWITCHED_OFF);
    }
}
