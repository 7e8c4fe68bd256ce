package dev.serval.benchmark.engine;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// Iris flowers as they are asked for, a few different ones over and over.
record Rows(int count) {
    static final int COLUMNS = 4;
    private static final double[] FLOWERS = {
        5.1, 3.5, 1.4, 0.2, 6.7, 3.0, 5.2, 2.3, 5.9, 2.8, 4.3, 1.3
    };

    double at(int row, int column) {
        return FLOWERS[(row * COLUMNS + column) % FLOWERS.length];
    }

    /// FP32, row after row, in memory that is there as long as the process.
    MemorySegment floats() {
        MemorySegment values =
                Arena.global().allocate(ValueLayout.JAVA_FLOAT, (long) count * COLUMNS);
        for (int i = 0; i < count * COLUMNS; i++) {
            values.setAtIndex(ValueLayout.JAVA_FLOAT, i, (float) at(i / COLUMNS, i % COLUMNS));
        }
        return values;
    }

    /// FP64, row after row, in memory that is there as long as the process.
    MemorySegment doubles() {
        MemorySegment values =
                Arena.global().allocate(ValueLayout.JAVA_DOUBLE, (long) count * COLUMNS);
        for (int i = 0; i < count * COLUMNS; i++) {
            values.setAtIndex(ValueLayout.JAVA_DOUBLE, i, at(i / COLUMNS, i % COLUMNS));
        }
        return values;
    }
}
