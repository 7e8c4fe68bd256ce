package dev.serval.engine.sklearn.serving;

import dev.serval.engine.sklearn.estimator.Estimator;
import dev.serval.engine.sklearn.estimator.Labels;
import dev.serval.engine.sklearn.estimator.Method;
import dev.serval.inference.model.TensorSpec;
import dev.serval.inference.tensor.DataType;
import dev.serval.inference.tensor.Shape;
import org.jspecify.annotations.Nullable;

/// An output of a model: a method's answers under a name.
///
/// @param labels what a classifier's predictions are places in; `null` if answers are numbers
record Output(String name, Method method, int columns, @Nullable Labels labels) {
    static Output of(String name, Method method, Estimator estimator) {
        Labels labels = method == Method.PREDICT ? estimator.labels().orElse(null) : null;
        return new Output(name, method, estimator.columns(method), labels);
    }

    DataType dataType() {
        return switch (labels == null ? Labels.Kind.REAL : labels.kind()) {
            case INT32 -> DataType.INT32;
            case INT64 -> DataType.INT64;
            case REAL -> DataType.FP64;
            case TRUTH -> DataType.BOOL;
            case TEXT -> DataType.BYTES;
        };
    }

    /// One number for each row is a list of them, as scikit-learn has it.
    Shape shape(long rows) {
        boolean list = columns == 1 && !method.keepsSingleColumn();
        return list ? Shape.of(rows) : Shape.of(rows, columns);
    }

    TensorSpec spec() {
        return new TensorSpec(name, dataType(), shape(Shape.DYNAMIC));
    }
}
