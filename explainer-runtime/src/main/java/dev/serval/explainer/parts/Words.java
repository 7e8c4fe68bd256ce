package dev.serval.explainer.parts;

import dev.serval.explainer.method.ExplanationTask;
import dev.serval.explainer.model.BudgetedModel;
import dev.serval.explainer.model.Rows;
import java.util.BitSet;
import java.util.List;

/// The words of a text. A row of such a task has a 1 for each word that is there, and the model
/// makes texts of rows.
public record Words(int count, BudgetedModel model) implements Parts {
    public static Words of(ExplanationTask task) {
        return new Words(task.instance().length, task.model());
    }

    @Override
    public Rows predict(List<BitSet> kept) {
        double[] rows = new double[kept.size() * count];
        for (int i = 0; i < kept.size(); i++) {
            int offset = i * count;
            kept.get(i).stream().forEach(word -> rows[offset + word] = 1);
        }
        return model.predict(Rows.over(count, rows));
    }

    @Override
    public int blockRows() {
        return BudgetedModel.blockRows(count);
    }
}
