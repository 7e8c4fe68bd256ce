package dev.serval.explainer.parts;

import dev.serval.explainer.model.Rows;
import java.util.BitSet;
import java.util.List;

/// An instance whose parts can be left out.
public interface Parts {
    int count();

    /// What the model answers for the instance with only some parts there, a row for each set of
    /// parts.
    ///
    /// @throws dev.serval.inference.failure.InferenceException as [BudgetedModel#predict] does
    Rows predict(List<BitSet> kept);

    /// How many sets of parts had better be asked for at once.
    int blockRows();
}
