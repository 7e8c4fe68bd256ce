package dev.serval.engine.sklearn.estimator;

import java.util.List;
import java.util.Set;

/// A tree of shares of classes, or the mean of a forest of them.
record TreeClassifier(Labels classes, Trees trees) implements Classifier {
    static TreeClassifier of(Attributes attributes) {
        return ofForest(attributes, List.of(attributes));
    }

    static TreeClassifier ofForest(Attributes attributes) {
        return ofForest(attributes, attributes.objects("estimators_"));
    }

    private static TreeClassifier ofForest(Attributes attributes, List<Attributes> members) {
        if (attributes.number("n_outputs_", 1) != 1) {
            throw attributes.unread("several labels for each row");
        }
        int features = attributes.features();
        Labels classes = attributes.labels("classes_");
        List<Tree> trees =
                members.stream().map(member -> Tree.of(member, features, classes.count())).toList();
        trees.forEach(Tree::shareOut);
        return new TreeClassifier(
                classes, new Trees(attributes.className(), features, classes.count(), trees));
    }

    @Override
    public int features() {
        return trees.features();
    }

    @Override
    public Set<Method> methods() {
        return Set.of(Method.PREDICT, Method.PREDICT_PROBA);
    }

    @Override
    public Matrix scores(Matrix rows) {
        return trees.mean(rows);
    }

    @Override
    public Matrix probabilities(Matrix rows) {
        return trees.mean(rows);
    }
}
