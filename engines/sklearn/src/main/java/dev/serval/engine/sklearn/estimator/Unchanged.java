package dev.serval.engine.sklearn.estimator;

import dev.serval.engine.sklearn.pickle.Instance;
import dev.serval.engine.sklearn.pickle.Value;

/// Features as they are.
record Unchanged(int features) implements Transformer {
    /// Whether an object is a FunctionTransformer without a function, which newer versions put
    /// where columns are passed through.
    static boolean isIdentity(Value value) {
        return value instanceof Instance instance
                && Attributes.simpleName(instance).equals("FunctionTransformer")
                && !new Attributes(instance).has("func");
    }

    /// A FunctionTransformer, which is read only if it has no function.
    static Unchanged of(Attributes attributes) {
        if (attributes.has("func")) {
            throw attributes.unread("a function");
        }
        return new Unchanged(attributes.features());
    }

    @Override
    public int width() {
        return features;
    }

    @Override
    public Matrix transform(Matrix rows) {
        return rows;
    }
}
