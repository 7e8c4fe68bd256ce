package dev.serval.engine.sklearn.estimator;

import java.util.List;
import java.util.Set;

/// A classifier of two for each class, or one for two classes.
record OneVsRestClassifier(Labels classes, List<Member> members) implements Classifier {
    OneVsRestClassifier {
        members = List.copyOf(members);
    }

    static OneVsRestClassifier of(Attributes attributes, EstimatorReader nested) {
        Attributes binarizer = new Attributes(attributes.object("label_binarizer_"));
        if (binarizer.text("y_type_", "").startsWith("multilabel")) {
            throw attributes.unread("several labels for each row");
        }
        Labels classes = binarizer.labels("classes_");
        List<Member> members = Member.alike(attributes, "estimators_", nested);
        attributes.requireScores(classes, members.size());
        for (Member member : members) {
            if (member.estimator().labels().filter(it -> it.count() == 2).isEmpty()) {
                throw attributes.unread("members of other than two classes");
            }
        }
        return new OneVsRestClassifier(classes, members);
    }

    @Override
    public int features() {
        return members.getFirst().estimator().features();
    }

    @Override
    public Set<Method> methods() {
        boolean decides = answer(Method.DECISION_FUNCTION);
        boolean shares = answer(Method.PREDICT_PROBA);
        if (decides && shares) {
            return Set.of(Method.PREDICT, Method.DECISION_FUNCTION, Method.PREDICT_PROBA);
        }
        return Set.of(Method.PREDICT, decides ? Method.DECISION_FUNCTION : Method.PREDICT_PROBA);
    }

    private boolean answer(Method method) {
        return members.stream().allMatch(member -> member.answers(method));
    }

    /// Decisions, or probabilities less one half.
    @Override
    public Matrix scores(Matrix rows) {
        return answer(Method.DECISION_FUNCTION)
                ? column(Method.DECISION_FUNCTION, 0, rows)
                : column(Method.PREDICT_PROBA, 1, rows).map(share -> share - 0.5);
    }

    /// A column of each member's answers.
    private Matrix column(Method method, int column, Matrix rows) {
        Matrix all = Matrix.zeros(rows.rows(), members.size());
        for (int i = 0; i < members.size(); i++) {
            Matrix said = members.get(i).ask(method, rows);
            for (int row = 0; row < rows.rows(); row++) {
                all.set(row, i, said.at(row, column));
            }
        }
        return all;
    }

    @Override
    public Matrix probabilities(Matrix rows) {
        Matrix each = column(Method.PREDICT_PROBA, 1, rows);
        if (members.size() == 1) {
            return Scores.ofTwo(each);
        }
        for (int row = 0; row < each.rows(); row++) {
            double sum = 0;
            for (int i = 0; i < each.columns(); i++) {
                sum += each.at(row, i);
            }
            for (int i = 0; i < each.columns() && sum != 0; i++) {
                each.set(row, i, each.at(row, i) / sum);
            }
        }
        return each;
    }
}
