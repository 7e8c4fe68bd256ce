package dev.serval.explainer.model;

import dev.serval.inference.failure.DeadlineExceeded;
import dev.serval.inference.failure.EngineFailure;
import dev.serval.inference.failure.InvalidInput;

/// A model that counts what it is asked and refuses more than the budget allows. Made for one
/// explanation, and used by one thread.
public final class BudgetedModel {
    /// Rows that a method had better ask for at once: enough to keep a connection busy, few enough
    /// to be held in memory.
    private static final int BLOCK_VALUES = 1 << 20;

    private static final int LARGEST_BLOCK = 1 << 14;

    private final PredictionFunction function;
    private final CallBudget budget;
    private long rows;
    private long calls;

    public BudgetedModel(PredictionFunction function, CallBudget budget) {
        this.function = function;
        this.budget = budget;
    }

    /// Predicts rows, and counts them.
    ///
    /// @throws InvalidInput if the budget does not allow that many more
    /// @throws DeadlineExceeded if the deadline has passed
    public Rows predict(Rows features) {
        return predictBy(function, features);
    }

    /// Asks another function of the same model, its gradient, under the same budget.
    ///
    /// @throws InvalidInput if the budget does not allow that many more
    /// @throws DeadlineExceeded if the deadline has passed
    public Rows predictBy(PredictionFunction asked, Rows features) {
        if (features.count() > rowsLeft()) {
            throw new InvalidInput(
                    "the budget of %d predicted rows has %d left, expected at least %d more"
                            .formatted(budget.rows(), rowsLeft(), features.count()));
        }
        if (isOutOfTime()) {
            throw new DeadlineExceeded(
                    "the deadline came after %d predicted rows, before there was an explanation"
                            .formatted(rows));
        }
        Rows outputs = asked.predict(features);
        if (outputs.count() != features.count()) {
            throw new EngineFailure(
                    "the predictor answered %d rows, expected %d as were sent"
                            .formatted(outputs.count(), features.count()),
                    null);
        }
        rows += features.count();
        calls++;
        return outputs;
    }

    /// Goes on only if the budget allows so many more rows.
    ///
    /// @param what what needs them, as the beginning of a sentence
    /// @throws InvalidInput saying how many are needed and how many there are
    public void requireRows(long needed, String what) {
        if (needed > rowsLeft()) {
            throw new InvalidInput(
                    "%s needs at least %d predicted rows; the budget is %d, of which %d are left"
                            .formatted(what, needed, budget.rows(), rowsLeft()));
        }
    }

    public long rowsLeft() {
        return budget.rows() - rows;
    }

    public boolean isOutOfTime() {
        return budget.deadline().hasPassed();
    }

    /// Rows that were predicted so far.
    public long rowsPredicted() {
        return rows;
    }

    /// How often rows were sent to be predicted so far.
    public long calls() {
        return calls;
    }

    /// How many rows of that width had better be asked for at once.
    public static int blockRows(int width) {
        return Math.clamp(BLOCK_VALUES / Math.max(1, width), 1, LARGEST_BLOCK);
    }
}
