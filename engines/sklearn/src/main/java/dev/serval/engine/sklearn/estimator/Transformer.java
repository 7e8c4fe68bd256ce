package dev.serval.engine.sklearn.estimator;

import java.util.Set;

/// An estimator that makes other features of features.
sealed interface Transformer extends Estimator
        permits ColumnScaler,
                Normalizer,
                Binarizer,
                SimpleImputer,
                Projection,
                Polynomials,
                OneHotEncoder,
                OrdinalEncoder,
                SideBySide,
                Unchanged {
    /// How many features it makes.
    int width();

    Matrix transform(Matrix rows);

    @Override
    default Set<Method> methods() {
        return Set.of(Method.TRANSFORM);
    }

    @Override
    default int columns(Method method) {
        return width();
    }

    @Override
    default Matrix evaluate(Method method, Matrix rows) {
        return transform(rows);
    }
}
