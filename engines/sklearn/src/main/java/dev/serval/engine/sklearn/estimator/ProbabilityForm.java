package dev.serval.engine.sklearn.estimator;

/// How a linear classifier's decisions become probabilities.
enum ProbabilityForm {
    /// They do not.
    NONE {
        @Override
        Matrix of(Matrix decisions) {
            throw new IllegalArgumentException("it has no probabilities");
        }
    },
    /// A logistic curve for each class against the rest.
    LOGISTIC {
        @Override
        Matrix of(Matrix decisions) {
            Matrix each = decisions.map(Scores::logistic);
            return each.columns() == 1 ? Scores.ofTwo(each) : Scores.shareOut(each);
        }
    },
    /// All classes at once; a single decision is for one class and against the other.
    SOFTMAX {
        @Override
        Matrix of(Matrix decisions) {
            if (decisions.columns() > 1) {
                return Scores.softmax(decisions);
            }
            Matrix both = Matrix.zeros(decisions.rows(), 2);
            for (int row = 0; row < decisions.rows(); row++) {
                both.set(row, 0, -decisions.at(row, 0));
                both.set(row, 1, decisions.at(row, 0));
            }
            return Scores.softmax(both);
        }
    },
    /// Straight between -1 and 1 (Zadrozny and Elkan, "Transforming classifier scores into accurate
    /// multiclass probability estimates", 2002).
    STRAIGHT {
        @Override
        Matrix of(Matrix decisions) {
            Matrix each = decisions.map(it -> (Math.clamp(it, -1, 1) + 1) / 2);
            return each.columns() == 1 ? Scores.ofTwo(each) : Scores.shareOut(each);
        }
    };

    abstract Matrix of(Matrix decisions);
}
