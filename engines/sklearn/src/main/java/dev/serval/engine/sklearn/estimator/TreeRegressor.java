package dev.serval.engine.sklearn.estimator;

import java.util.List;

/// A tree of numbers, or the mean of a forest of them.
record TreeRegressor(Trees trees) implements Regressor {
    static TreeRegressor of(Attributes attributes) {
        return ofForest(attributes, List.of(attributes));
    }

    static TreeRegressor ofForest(Attributes attributes) {
        return ofForest(attributes, attributes.objects("estimators_"));
    }

    private static TreeRegressor ofForest(Attributes attributes, List<Attributes> members) {
        int features = attributes.features();
        int targets = (int) attributes.number("n_outputs_", 1);
        List<Tree> trees =
                members.stream().map(member -> Tree.of(member, features, targets)).toList();
        return new TreeRegressor(new Trees(attributes.className(), features, targets, trees));
    }

    @Override
    public int features() {
        return trees.features();
    }

    @Override
    public int targets() {
        return trees.width();
    }

    @Override
    public Matrix predict(Matrix rows) {
        return trees.mean(rows);
    }
}
