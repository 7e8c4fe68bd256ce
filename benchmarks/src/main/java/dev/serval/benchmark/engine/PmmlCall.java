package dev.serval.benchmark.engine;

import java.nio.file.Path;
import org.pmml4s.model.Model;

/// PMML4S' own `predict` of arrays of values, row by row.
final class PmmlCall implements Call {
    private final Model model;
    private final Object[][] rows;

    PmmlCall(Path directory, Rows rows) {
        this.model = Model.fromFile(directory.resolve("model.pmml").toFile());
        this.rows = new Object[rows.count()][Rows.COLUMNS];
        for (int row = 0; row < rows.count(); row++) {
            for (int column = 0; column < Rows.COLUMNS; column++) {
                this.rows[row][column] = rows.at(row, column);
            }
        }
    }

    @Override
    public void repeat(int times) {
        for (int i = 0; i < times; i++) {
            for (Object[] row : rows) {
                if (model.predict(row).length == 0) {
                    throw new IllegalStateException("no answer");
                }
            }
        }
    }
}
