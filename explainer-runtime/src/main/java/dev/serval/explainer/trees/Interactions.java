package dev.serval.explainer.trees;

/// Matrices of interaction values, by output and two features.
final class Interactions {
    private Interactions() {}

    static double[][][] none(TreeEnsemble ensemble) {
        return new double[ensemble.outputs()][ensemble.features()][ensemble.features()];
    }

    static void add(double[][] matrix, int feature, int other, double value) {
        matrix[feature][other] += value;
        matrix[other][feature] += value;
    }

    /// On the diagonal is what the interactions with all others leave of a feature's value.
    static double[][][] withDiagonal(double[][][] interactions, double[][] values) {
        for (int output = 0; output < interactions.length; output++) {
            for (int feature = 0; feature < values[output].length; feature++) {
                double left = values[output][feature];
                for (double each : interactions[output][feature]) {
                    left -= each;
                }
                interactions[output][feature][feature] = left;
            }
        }
        return interactions;
    }
}
