package dev.serval.engine.sklearn.estimator;

import java.util.ArrayList;
import java.util.List;

/// The weighted mean of what others predict: bagging and voting.
record MeanRegressor(int features, List<Member> members) implements Regressor {
    MeanRegressor {
        members = List.copyOf(members);
    }

    static MeanRegressor ofBagging(Attributes attributes, EstimatorReader nested) {
        return new MeanRegressor(attributes.features(), Bagging.members(attributes, nested));
    }

    static MeanRegressor ofVoting(Attributes attributes, EstimatorReader nested) {
        List<Member> members = new ArrayList<>(Voting.members(attributes, nested));
        return new MeanRegressor(members.getFirst().estimator().features(), members);
    }

    @Override
    public int targets() {
        return members.getFirst().estimator().columns(Method.PREDICT);
    }

    @Override
    public Matrix predict(Matrix rows) {
        Matrix sums = Matrix.zeros(rows.rows(), targets());
        double weights = 0;
        for (Member member : members) {
            sums.addAll(member.ask(Method.PREDICT, rows), member.weight());
            weights += member.weight();
        }
        double all = weights;
        return sums.map(sum -> sum / all);
    }
}
