package dev.serval.inference.model;

import java.util.List;
import java.util.Map;

/// How the rows of a model of tables may be sent, beside tensors that are exactly as declared: one
/// matrix under any name and of any numeric type, or a tensor for each column by its name. The
/// server makes the declared inputs of them before the model sees them, so that a model only ever
/// gets what it declares.
public sealed interface TableForm {
    /// The features by name, in order, each `[-1]`. One that is optional may be left out of a row;
    /// it is then NaN, or empty if it is BYTES.
    List<TensorSpec> columns();

    /// The model takes all features of a row in one tensor.
    ///
    /// @param matrix the model's only input: `[-1, columns]` of a floating type
    /// @param categories by column: the values that are 0, 1, 2 and so on in the matrix. Such a
    ///   column is sent as values where it is sent by name, BYTES or numbers; a value that is none
    ///   of them becomes NaN
    record Matrix(TensorSpec matrix, List<TensorSpec> columns, Map<String, List<String>> categories)
            implements TableForm {
        public Matrix {
            columns = List.copyOf(columns);
            categories = Map.copyOf(categories);
        }

        /// Of columns that are numbers.
        public Matrix(TensorSpec matrix, List<TensorSpec> columns) {
            this(matrix, columns, Map.of());
        }
    }

    /// The model takes each feature in a tensor of its own.
    record Columns(List<TensorSpec> columns) implements TableForm {
        public Columns {
            columns = List.copyOf(columns);
        }
    }
}
