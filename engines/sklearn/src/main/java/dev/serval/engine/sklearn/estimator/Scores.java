package dev.serval.engine.sklearn.estimator;

/// What is made of numbers for classes.
final class Scores {
    private Scores() {}

    /// The place of each row's largest number, the first of equal ones; of a single number, 1 if it
    /// is above zero and 0 otherwise.
    static Matrix winners(Matrix scores) {
        Matrix winners = Matrix.zeros(scores.rows(), 1);
        for (int row = 0; row < scores.rows(); row++) {
            winners.set(row, 0, winner(scores, row));
        }
        return winners;
    }

    private static int winner(Matrix scores, int row) {
        if (scores.columns() == 1) {
            return scores.at(row, 0) > 0 ? 1 : 0;
        }
        int best = 0;
        for (int i = 1; i < scores.columns(); i++) {
            if (scores.at(row, i) > scores.at(row, best)) {
                best = i;
            }
        }
        return best;
    }

    static double logistic(double score) {
        return score >= 0 ? 1 / (1 + Math.exp(-score)) : Math.exp(score) / (1 + Math.exp(score));
    }

    /// Exponentials of each row's numbers, as shares of their sum.
    static Matrix softmax(Matrix scores) {
        Matrix shares = Matrix.zeros(scores.rows(), scores.columns());
        for (int row = 0; row < scores.rows(); row++) {
            double largest = Double.NEGATIVE_INFINITY;
            for (int i = 0; i < scores.columns(); i++) {
                largest = Math.max(largest, scores.at(row, i));
            }
            for (int i = 0; i < scores.columns(); i++) {
                shares.set(row, i, Math.exp(scores.at(row, i) - largest));
            }
        }
        return shareOut(shares);
    }

    /// Divides each row by its sum, in place; a row of zeros becomes equal shares.
    static Matrix shareOut(Matrix weights) {
        for (int row = 0; row < weights.rows(); row++) {
            double sum = 0;
            for (int i = 0; i < weights.columns(); i++) {
                sum += weights.at(row, i);
            }
            for (int i = 0; i < weights.columns(); i++) {
                double share = sum == 0 ? 1.0 / weights.columns() : weights.at(row, i) / sum;
                weights.set(row, i, share);
            }
        }
        return weights;
    }

    /// The probabilities of two classes from that of the second.
    static Matrix ofTwo(Matrix second) {
        Matrix both = Matrix.zeros(second.rows(), 2);
        for (int row = 0; row < second.rows(); row++) {
            both.set(row, 0, 1 - second.at(row, 0));
            both.set(row, 1, second.at(row, 0));
        }
        return both;
    }
}
